import { readStanzas } from './control-stanzas.ts';

/** What a Debian repository says of itself, and the digests its signature covers. */
export interface ReleaseFile {
  readonly suite: string | undefined;
  readonly codename: string | undefined;
  /** Milliseconds since 1970; undefined where it does not run out. */
  readonly validUntilMs: number | undefined;
  /** 500, or 100 and 1 where it is not to be used by itself (backports, experimental). */
  readonly priority: number;
  readonly isByHash: boolean;
  /** Packages for every architecture are listed apart. */
  readonly hasArchitectureAll: boolean;
  readonly files: ReadonlyMap<string, { readonly sha256: string; readonly sizeBytes: number }>;
}

const fields = new Set([
  'suite',
  'codename',
  'valid-until',
  'notautomatic',
  'butautomaticupgrades',
  'acquire-by-hash',
  'architectures',
  'no-support-for-architecture-all',
  'sha256',
]);

/** Throws an Error that says what is wrong with it. */
export function parseRelease(text: string): ReleaseFile {
  const [stanza, ...more] = [...readStanzas(text, fields)];
  if (stanza === undefined || more.length > 0) throw new Error('its Release is not one paragraph');
  const isYes = (field: string) => stanza.get(field) === 'yes';
  const validUntil = stanza.get('valid-until');
  const validUntilMs = validUntil === undefined ? undefined : Date.parse(validUntil);
  if (Number.isNaN(validUntilMs)) throw new Error('its Valid-Until is no time');
  const architectures = stanza.get('architectures')?.split(/\s+/) ?? [];
  return {
    suite: stanza.get('suite'),
    codename: stanza.get('codename'),
    validUntilMs,
    priority: isYes('notautomatic') ? (isYes('butautomaticupgrades') ? 100 : 1) : 500,
    isByHash: isYes('acquire-by-hash'),
    hasArchitectureAll: architectures.includes('all') && stanza.get('no-support-for-architecture-all') !== 'Packages',
    files: digestsOf(stanza.get('sha256')),
  };
}

function digestsOf(field: string | undefined): ReleaseFile['files'] {
  if (field === undefined) throw new Error('its Release lists no SHA256');
  const files = new Map<string, { sha256: string; sizeBytes: number }>();
  for (const line of field.split('\n').filter((each) => each.trim() !== '')) {
    const [, sha256 = '', size, path = ''] = /^\s*([0-9a-f]{64})\s+(\d{1,15})\s+(\S+)\s*$/.exec(line) ?? [];
    if (sha256 === '') throw new Error('its Release has a SHA256 line that cannot be read');
    const known = files.get(path);
    if (known !== undefined && known.sha256 !== sha256) throw new Error(`its Release names ${path} twice`);
    files.set(path, { sha256, sizeBytes: Number(size) });
  }
  return files;
}
