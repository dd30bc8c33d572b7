import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256Hex } from '../../model/canonical-json.ts';
import { readDeb } from '../deb.ts';
import type { CopiedPackage, IndexWriter } from './copied-package.ts';

/** Told by the index alone, whatever the control file says. */
const ownFields = /^(Filename|Size|MD5sum|SHA1|SHA256|SHA512):/i;

/**
 * Packages, Packages.gz and Release of a flat apt repository: `deb [trusted=yes] file:/folder ./`. The same packages give the
 * same bytes. Throws an Error that names a package that is not what the bundle calls it.
 */
export const writeAptIndex: IndexWriter = async (folder, packages, { origin, label, createdAt }) => {
  const stanzas: string[] = [];
  const architectures = new Set<string>();
  await mkdir(join(folder, 'pool'), { recursive: true });
  for (const each of [...packages].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { stanza, fileName, architecture } = await describe(each);
    await rename(each.path, join(folder, 'pool', fileName));
    stanzas.push(stanza);
    architectures.add(architecture);
  }
  const index = Buffer.from(stanzas.join('\n'));
  const files = { Packages: index, 'Packages.gz': gzipSync(index, { level: 9 }) };
  const lines = Object.entries(files).map(([name, bytes]) => ` ${sha256Hex(bytes)} ${bytes.length} ${name}`);
  const release = [
    `Origin: ${origin}`,
    `Label: ${label}`,
    `Architectures: ${[...architectures].sort().join(' ')}`,
    `Date: ${new Date(createdAt).toUTCString()}`,
    'SHA256:',
    ...lines,
    '',
  ].join('\n');
  for (const [name, bytes] of Object.entries({ ...files, Release: Buffer.from(release) })) {
    await writeFile(join(folder, name), bytes, { flush: true });
  }
};

async function describe({ path, label, name, version, sha256, sizeBytes }: CopiedPackage) {
  const control = await readDeb(path);
  if (control.name !== name || control.version !== version) {
    throw new Error(`${label}: its control file calls it ${control.name} ${control.version}`);
  }
  const fileName = `${name}_${version.replaceAll(':', '%3a')}_${control.architecture}.deb`;
  const lines = control.text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '' && !ownFields.test(line));
  // apt asks for the name as it is written, and a percent sign is one of its letters
  const own = [`Filename: pool/${fileName}`, `Size: ${sizeBytes}`, `SHA256: ${sha256}`];
  return { stanza: `${[...lines, ...own].join('\n')}\n`, fileName, architecture: control.architecture };
}
