import { readCells } from './read-cells.ts';

/** Reads a workbook from standard input and writes its cells as JSON: a process of its own, to be ended at any time. */
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const read = await readCells(Buffer.concat(chunks), { contentBytes: 200 * 2 ** 20, cells: 100_000 });
process.stdout.write(JSON.stringify(read));
