import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256Hex } from '../../model/canonical-json.ts';
import type { Comparison, Relation } from '../../model/packages/os-package.ts';
import { type RpmHeader, readRpm } from '../rpm-header.ts';
import type { CopiedPackage, IndexWriter } from './copied-package.ts';

const flags: Readonly<Record<Comparison, string>> = { '<<': 'LT', '<=': 'LE', '=': 'EQ', '>=': 'GE', '>>': 'GT' };

/**
 * repodata of a dnf repository: `baseurl=file:///folder`, `gpgcheck=0`. The same packages give the same bytes. Throws an Error
 * that names a package that is not what the bundle calls it.
 */
export const writeDnfIndex: IndexWriter = async (folder, packages, { createdAt }) => {
  await mkdir(join(folder, 'Packages'), { recursive: true });
  const time = Math.floor(Date.parse(createdAt) / 1000);
  const primary: string[] = [];
  const fileLists: string[] = [];
  for (const each of [...packages].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const header = await readRpm(each.path);
    if (header.name !== each.name || header.version !== each.version) {
      throw new Error(`${each.label}: its header calls it ${header.name} ${header.version}`);
    }
    const href = `Packages/${header.name}-${header.version.replace(/^\d+:/, '')}.${header.architecture}.rpm`;
    await rename(each.path, join(folder, ...href.split('/')));
    primary.push(primaryEntry(header, each, href, time));
    fileLists.push(fileListEntry(header, each));
  }
  await mkdir(join(folder, 'repodata'), { recursive: true });
  const count = `packages="${packages.length}"`;
  const spaces = 'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"';
  const documents = {
    primary: `<metadata ${spaces} ${count}>\n${primary.join('\n')}\n</metadata>\n`,
    filelists: `<filelists xmlns="http://linux.duke.edu/metadata/filelists" ${count}>\n${fileLists.join('\n')}\n</filelists>\n`,
  };
  const data: string[] = [];
  for (const [type, body] of Object.entries(documents)) {
    const open = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
    const packed = gzipSync(open, { level: 9 });
    const path = `repodata/${sha256Hex(packed)}-${type}.xml.gz`;
    await writeFile(join(folder, ...path.split('/')), packed, { flush: true });
    data.push(
      `<data type="${type}"><checksum type="sha256">${sha256Hex(packed)}</checksum><open-checksum type="sha256">${sha256Hex(open)}</open-checksum>` +
        `<location href="${path}"/><timestamp>${time}</timestamp><size>${packed.length}</size><open-size>${open.length}</open-size></data>`,
    );
  }
  const repomd = `<?xml version="1.0" encoding="UTF-8"?>\n<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>${time}</revision>\n${data.join('\n')}\n</repomd>\n`;
  await writeFile(join(folder, 'repodata', 'repomd.xml'), repomd, { flush: true });
};

function primaryEntry(header: RpmHeader, { sha256, sizeBytes }: CopiedPackage, href: string, time: number): string {
  const { name, architecture, version, summary, license, sourceRpm, files } = header;
  // rpm's own abilities are asked of rpm, not of a repository
  const requires = header.requires.filter((relation) => !relation.name.startsWith('rpmlib('));
  const relations = [
    relationList('provides', header.provides),
    relationList('requires', requires),
    relationList('conflicts', header.conflicts),
    relationList('obsoletes', header.obsoletes),
  ].join('');
  return [
    `<package type="rpm"><name>${xml(name)}</name><arch>${xml(architecture)}</arch><version ${versionAttributes(version)}/>`,
    `<checksum type="sha256" pkgid="YES">${sha256}</checksum><summary>${xml(summary)}</summary><description/><packager/><url/>`,
    `<time file="${time}" build="${time}"/><size package="${sizeBytes}" installed="0" archive="0"/><location href="${xml(href)}"/>`,
    `<format><rpm:license>${xml(license)}</rpm:license><rpm:vendor/><rpm:group/><rpm:buildhost/><rpm:sourcerpm>${xml(sourceRpm)}</rpm:sourcerpm>`,
    `${relations}${files.map((path) => `<file>${xml(path)}</file>`).join('')}</format></package>`,
  ].join('\n');
}

function fileListEntry({ name, architecture, version, files }: RpmHeader, { sha256 }: CopiedPackage): string {
  const paths = files.map((path) => `<file>${xml(path)}</file>`).join('');
  return `<package pkgid="${sha256}" name="${xml(name)}" arch="${xml(architecture)}"><version ${versionAttributes(version)}/>${paths}</package>`;
}

function relationList(kind: string, relations: readonly Relation[]): string {
  if (relations.length === 0) return '';
  const entries = relations.map(({ name, bound }) => {
    const more = bound === undefined ? '' : ` flags="${flags[bound.is]}" ${versionAttributes(bound.version)}`;
    return `<rpm:entry name="${xml(name)}"${more}/>`;
  });
  return `<rpm:${kind}>${entries.join('')}</rpm:${kind}>`;
}

function versionAttributes(version: string): string {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? [];
  const hyphen = rest.lastIndexOf('-');
  const release = hyphen < 0 ? '' : ` rel="${xml(rest.slice(hyphen + 1))}"`;
  return `epoch="${epoch}" ver="${xml(hyphen < 0 ? rest : rest.slice(0, hyphen))}"${release}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(text: string): string {
  const safe = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return safe.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
