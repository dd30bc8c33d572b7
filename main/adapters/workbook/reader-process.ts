import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readCells } from './read-cells.ts';

/** Reads a workbook and answers its cells as JSON: a process, or a thread, of its own, to be ended at any time. */
const limits = { contentBytes: 200 * 2 ** 20, cells: 100_000 };

if (isMainThread) {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  process.stdout.write(JSON.stringify(await readCells(Buffer.concat(chunks), limits)));
} else {
  parentPort?.postMessage(JSON.stringify(await readCells(Buffer.from(workerData as Uint8Array), limits)));
}
