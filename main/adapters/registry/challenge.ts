/** One way in that a server offers in WWW-Authenticate: scheme in small letters, parameters by small-letter name. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const part = new RegExp(
  `\\s*(?:,\\s*)*(${token})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}[=/:A-Za-z0-9._~+-]*)))?`,
  'y',
);

/** Reads WWW-Authenticate (RFC 9110 §11.6.1); what cannot be read ends the list. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  part.lastIndex = 0;
  for (let match = part.exec(header); match !== null; match = part.exec(header)) {
    const [, name = '', quoted, bare] = match;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: Object.create(null) });
    else {
      const current = challenges.at(-1);
      if (current === undefined) return [];
      current.parameters[name.toLowerCase()] = value;
    }
  }
  return challenges;
}
