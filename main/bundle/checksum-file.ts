/** What a checksum file says of one file. */
export interface ChecksumLine {
  /** 64 small hex digits. */
  readonly sha256: string;
  readonly line: string;
}

/**
 * Finds a file in upstream's checksum file: `sha256sum` lines, BSD's `SHA256 (name) = hex`, or one bare digest and nothing
 * else. Throws an Error that says why the file is not vouched for; a name that comes twice with two digests vouches for none.
 */
export function findChecksum(text: string, fileName: string): ChecksumLine {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const [only] = told;
  if (told.length === 1 && only !== undefined && /^[0-9a-f]{64}$/i.test(only)) return found(only, only);
  const matches = told.flatMap((line) => {
    const { name, hex } = take(line);
    return name !== undefined && hex !== undefined && baseOf(name) === fileName ? [found(hex, line)] : [];
  });
  const [first] = matches;
  if (first === undefined) throw new Error(`${fileName} is not named in it with a SHA-256`);
  if (matches.some(({ sha256 }) => sha256 !== first.sha256))
    throw new Error(`${fileName} comes twice, with two digests`);
  return first;
}

function take(line: string): { readonly name?: string | undefined; readonly hex?: string | undefined } {
  const gnu = /^([0-9a-f]{64})\s+\*?(\S.*)$/i.exec(line);
  if (gnu !== null) return { hex: gnu[1], name: gnu[2] };
  const bsd = /^SHA256 \((.+)\) = ([0-9a-f]{64})$/i.exec(line);
  return bsd === null ? {} : { name: bsd[1], hex: bsd[2] };
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function found(hex: string, line: string): ChecksumLine {
  return { sha256: hex.toLowerCase(), line };
}
