/** Fields of one paragraph, by name in small letters; the lines of a long field are kept as they are. */
export type Stanza = ReadonlyMap<string, string>;

/** The paragraphs of a Debian control file (Packages, status, Release), with the fields asked for. Throws an Error for what is none. */
export function* readStanzas(text: string, fields: ReadonlySet<string>): Generator<Stanza> {
  let stanza = new Map<string, string>();
  let isAny = false;
  let open: string | undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
    if (line.trim() === '') {
      if (isAny) yield stanza;
      [stanza, isAny, open] = [new Map(), false, undefined];
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (!isAny) throw new Error('a line that belongs to no field');
      if (open !== undefined) stanza.set(open, `${stanza.get(open)}\n${line}`);
    } else {
      const colon = line.indexOf(':');
      if (colon < 1) throw new Error('a line that is no field');
      const name = line.slice(0, colon).toLowerCase();
      isAny = true;
      open = fields.has(name) ? name : undefined;
      if (open !== undefined) {
        if (stanza.has(name)) throw new Error(`the field ${name} comes twice`);
        stanza.set(name, line.slice(colon + 1).trim());
      }
    }
  }
  if (isAny) yield stanza;
}
