import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCapped } from '../read-capped.ts';
import { tarHeader, tarPadding } from '../volumes/tar-writer.ts';
import { chartCapBytes } from './chart-archive.ts';
import { helmIgnore } from './helm-ignore.ts';
import { storedGzip } from './stored-gzip.ts';

const ignoreCapBytes = 1024 * 1024;

/**
 * A chart's folder as an archive, `top` being the folder in it: the same files give the same bytes on every machine. Throws
 * an Error for links and for more than an archive may hold; rejects as node:fs does.
 */
export async function packChartFolder(folder: string, top: string): Promise<Buffer> {
  const paths = await chartPaths(folder);
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for (const path of paths) {
    const content = await readCapped(join(folder, ...path.split('/')), chartCapBytes);
    if (content === undefined) throw new Error(`${path} is larger than ${chartCapBytes} bytes`);
    sizeBytes += content.length;
    if (sizeBytes > chartCapBytes) throw new Error(`it holds more than ${chartCapBytes} bytes`);
    parts.push(tarHeader(`${top}/${path}`, content.length), content, tarPadding(content.length));
  }
  return storedGzip(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

async function chartPaths(folder: string): Promise<string[]> {
  const rules = await readCapped(join(folder, '.helmignore'), ignoreCapBytes).catch(() => undefined);
  const isIgnored = helmIgnore(rules?.toString('utf8') ?? '');
  const found: string[] = [];
  const visit = async (prefix: string): Promise<void> => {
    for (const name of await readdir(join(folder, ...prefix.split('/')))) {
      const path = `${prefix}${name}`;
      const stats = await lstat(join(folder, ...path.split('/')));
      if (isIgnored(path, stats.isDirectory())) continue;
      if (stats.isSymbolicLink()) throw new Error(`it holds a link (${path})`);
      if (stats.isDirectory()) await visit(`${path}/`);
      else if (stats.isFile()) found.push(path);
      else throw new Error(`it holds something that is no file (${path})`);
    }
  };
  await visit('');
  return found.sort();
}
