/** 10.0.0.1, 10.0.0.2, 10.0.0.3 → 10.0.0.1 – 3; anything else stays as it is. */
export function addressRuns(addresses: readonly string[]): string[] {
  const runs: { net: string; from: number; to: number }[] = [];
  const others: string[] = [];
  for (const address of addresses) {
    const [, net, last] = /^(\d+\.\d+\.\d+\.)(\d+)$/.exec(address) ?? [];
    if (net === undefined) {
      others.push(address);
      continue;
    }
    const run = runs.at(-1);
    if (run?.net === net && run.to + 1 === Number(last)) run.to = Number(last);
    else runs.push({ net, from: Number(last), to: Number(last) });
  }
  return [...runs.map(({ net, from, to }) => (from === to ? `${net}${from}` : `${net}${from} – ${to}`)), ...others];
}
