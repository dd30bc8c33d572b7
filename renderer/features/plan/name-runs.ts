/** worker-01, worker-02, worker-03 → worker-01 … 03. */
export function nameRuns(names: readonly string[]): string[] {
  const runs: { stem: string; from: string; to: string }[] = [];
  for (const name of names) {
    const [, stem = name, number = ''] = /^(.*?)(\d+)$/.exec(name) ?? [];
    const last = runs.at(-1);
    if (last?.stem === stem && number !== '' && Number(last.to) + 1 === Number(number)) last.to = number;
    else runs.push({ stem, from: number, to: number });
  }
  return runs.map(({ stem, from, to }) => (from === to ? `${stem}${from}` : `${stem}${from} … ${to}`));
}
