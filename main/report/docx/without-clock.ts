import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The same document as the same bytes: the library stamps the time of day and counts its ids through the process's life. */
export function withoutClock(file: Uint8Array, at: string): Uint8Array {
  const parts = unzipSync(file);
  const mtime = new Date(at);
  const fixed: Zippable = {};
  const ids = new Map<string, string>();
  const metafiles = Object.keys(parts).filter((name) => isMetafile(parts[name]));
  for (const name of Object.keys(parts).sort()) {
    const content = parts[name] ?? new Uint8Array();
    const isText = /\.(xml|rels)$/.test(name);
    const shown = metafiles.includes(name) ? name.replace(/\.png$/, '.emf') : name;
    fixed[shown] = [isText ? strToU8(named(settled(strFromU8(content), at, ids), metafiles)) : content, { mtime }];
  }
  return zipSync(fixed, { level: 6 });
}

/** Pictures that are metafiles get the name of one, wherever they are spoken of. */
function named(xml: string, metafiles: readonly string[]): string {
  const renamed = metafiles.reduce((all, name) => {
    const file = name.replace(/^.*\//, '');
    return all.replaceAll(file, file.replace(/\.png$/, '.emf'));
  }, xml);
  return metafiles.length > 0
    ? renamed.replace(/(<Types[^>]*>)/, '$1<Default ContentType="image/x-emf" Extension="emf"/>')
    : renamed;
}

function isMetafile(content: Uint8Array | undefined): boolean {
  return content !== undefined && content.length > 44 && strFromU8(content.subarray(40, 44), true) === ' EMF';
}

function settled(xml: string, at: string, ids: Map<string, string>): string {
  const iso = `${at.slice(0, 19)}Z`;
  return xml
    .replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${iso}`)
    .replace(
      /(<w:bookmark(?:Start|End)\b[^>]*w:id=")([^"]+)"/g,
      (_, start: string, id: string) => `${start}${numbered(ids, id)}"`,
    )
    .replace(
      /(<wp:docPr\b[^>]*?\bid=")([^"]+)"/g,
      (_, start: string, id: string) => `${start}${numbered(ids, `p${id}`)}"`,
    );
}

function numbered(ids: Map<string, string>, id: string): string {
  const known = ids.get(id) ?? String(ids.size + 1);
  ids.set(id, known);
  return known;
}
