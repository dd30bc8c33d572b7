import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isSystemError, systemReason } from '../printable.ts';
import { indexTar } from '../tar-index.ts';

const unzip = promisify(gunzip);

/** Of an archive, packed or not: upstream's largest have a fifth of it. */
export const chartCapBytes = 32 * 1024 * 1024;
/** Of a chart with all the charts in it. */
export const unpackedCapBytes = 64 * 1024 * 1024;
/** Helm's own limit for a file of a chart. */
const memberCapBytes = 5 * 1024 * 1024;

/** The files of a chart by path below its folder: Chart.yaml, templates/web.yaml. */
export type ChartFiles = ReadonlyMap<string, Uint8Array>;

export interface UnpackedChart {
  readonly files: ChartFiles;
  readonly unpackedBytes: number;
}

/**
 * The files of a chart archive, in memory: nothing is extracted. Throws an Error that says why it is none: links, names that
 * lead out of it, a gzip bomb, more than one folder, no Chart.yaml.
 */
export async function readChartArchive(archive: Uint8Array, capBytes = unpackedCapBytes): Promise<UnpackedChart> {
  if (archive.length > chartCapBytes) throw new Error(`larger than ${chartCapBytes} bytes`);
  const tar = await unpack(archive, capBytes);
  const links: string[] = [];
  const members = await indexTar(
    async (offset, length) => tar.subarray(offset, offset + length),
    (name) => links.push(name),
  );
  const [link] = links;
  if (link !== undefined) throw new Error(`it holds a link (${link})`);
  const files = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  for (const [name, { offset, sizeBytes }] of members) {
    const [folder = '', ...rest] = name.split('/');
    if (!isInner(name)) throw new Error(`it holds a name that leads elsewhere (${name})`);
    if (sizeBytes > memberCapBytes) throw new Error(`${name} is larger than ${memberCapBytes} bytes`);
    if (offset + sizeBytes > tar.length) throw new Error('it ended too early');
    folders.add(folder);
    files.set(rest.join('/'), tar.subarray(offset, offset + sizeBytes));
  }
  if (folders.size > 1) throw new Error(`it holds more than one folder (${[...folders].slice(0, 3).join(', ')})`);
  if (!files.has('Chart.yaml')) throw new Error('it holds no Chart.yaml in its folder');
  return { files, unpackedBytes: tar.length };
}

async function unpack(archive: Uint8Array, capBytes: number): Promise<Buffer> {
  try {
    return await unzip(archive, { maxOutputLength: Math.max(capBytes, 1) });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) throw new Error(`larger than ${capBytes} bytes unpacked`);
    if (isSystemError(error)) throw error;
    throw new Error(`not packed with gzip, or damaged (${systemReason(error)})`);
  }
}

/** Below one folder, and no way out of it on any system. */
function isInner(name: string): boolean {
  const parts = name.split('/');
  return parts.length > 1 && parts.every((part) => !/^\.{0,2}$|[\\:\p{Cc}]/u.test(part));
}
