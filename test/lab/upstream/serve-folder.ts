import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';

/** serve-folder.ts FOLDER PORT: a folder's files over HTTP on loopback, as a mirror serves them. */
const [folder = '', port = ''] = process.argv.slice(2);

createServer(async ({ url = '' }, response) => {
  const path = join(folder, normalize(decodeURIComponent(new URL(url, 'http://mirror').pathname)));
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-length': found.size });
  createReadStream(path).pipe(response);
}).listen(Number(port), '127.0.0.1', () => console.log('serving'));
