/** `worker-02 … worker-13` as one line a run, in the order given; names that end in no number stay alone. */
export function nameRuns(names: readonly string[]): string[] {
  return runs(names, (name) => {
    const [, stem, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
    return stem === undefined || digits === undefined ? undefined : { stem, number: Number(digits) };
  });
}

/** Neighbouring IPv4 addresses as `10.8.16.10 – 10.8.16.25`; everything else stays as it is. */
export function addressRuns(addresses: readonly string[]): string[] {
  return runs(
    addresses.filter((address) => address !== ''),
    (address) => {
      const [, stem, last] = /^(\d+\.\d+\.\d+\.)(\d+)$/.exec(address) ?? [];
      return stem === undefined ? undefined : { stem, number: Number(last) };
    },
  );
}

interface Place {
  readonly stem: string;
  readonly number: number;
}

function runs(all: readonly string[], placeOf: (one: string) => Place | undefined): string[] {
  const lines: { first: string; last: string; end: Place | undefined }[] = [];
  for (const one of all) {
    const place = placeOf(one);
    const current = lines.at(-1);
    const follows = place !== undefined && current?.end?.stem === place.stem && current.end.number + 1 === place.number;
    if (current !== undefined && follows) Object.assign(current, { last: one, end: place });
    else lines.push({ first: one, last: one, end: place });
  }
  return lines.map(({ first, last }) => (first === last ? first : `${first} – ${last}`));
}
