import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { runInProcess, runInThread } from '../../../main/adapters/workbook/isolated-run.ts';
import { readCells } from '../../../main/adapters/workbook/read-cells.ts';
import { workbookReader } from '../../../main/adapters/workbook/workbook-reader.ts';

const program = new URL('../../../main/adapters/workbook/reader-process.ts', import.meta.url).pathname;
const built = resolve('dist/main/workbook-reader.js');
const limits = { contentBytes: 2 ** 20, cells: 100 };

/** A zip file of parts that say what they want about themselves. */
function zip(parts: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(packed.length, 20);
    // what it claims to unpack to proves nothing
    entry.writeUInt32LE(10, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(head, Buffer.from(name), packed);
    table.push(entry, Buffer.from(name));
    at += head.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...table, end]);
}

const book = { 'xl/workbook.xml': Buffer.from('<workbook/>') };
async function filled(rows: number): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('A');
  for (let row = 1; row <= rows; row += 1) sheet.getCell(row, 1).value = `text ${row}`;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('what is no workbook, or too much of one', () => {
  it.each([
    ['no zip', Buffer.from('hello'), 'no .xlsx'],
    ['a zip of something else', zip({ 'a.txt': Buffer.from('x') }), 'no .xlsx'],
    ['a bomb', zip({ ...book, 'xl/media/a.bin': Buffer.alloc(2 ** 21) }), '1 MiB'],
    [
      'many parts that are a bomb together',
      zip({ ...book, a: Buffer.alloc(2 ** 19), b: Buffer.alloc(2 ** 19) }),
      '1 MiB',
    ],
    ['too many cells', zip({ ...book, 'xl/worksheets/sheet1.xml': Buffer.from('<v>1</v>'.repeat(101)) }), '100'],
    [
      'a document type',
      zip({ 'xl/workbook.xml': Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><workbook/>') }),
      'document type',
    ],
    ['a cut table of contents', Buffer.concat([zip(book).subarray(0, -40), zip(book).subarray(-22)]), ''],
  ])('%s is refused', async (_name, content, reason) => {
    expect(await readCells(content, limits)).toEqual({ refusal: expect.stringContaining(reason) });
  });

  it('takes exactly as many cells as are allowed', async () => {
    expect(await readCells(await filled(100), { ...limits, contentBytes: 2 ** 24 })).toHaveProperty('sheets');
    expect(await readCells(await filled(101), { ...limits, contentBytes: 2 ** 24 })).toHaveProperty('refusal');
  });
});

describe.each([
  ['process', runInProcess],
  ['thread', runInThread],
])('the %s that reads', (_kind, run) => {
  const reader = (options = {}) => workbookReader(program, options, run);

  it('answers the cells', async () => {
    expect(await reader()(await filled(2), 'a.xlsx')).toEqual([
      {
        name: 'A',
        cells: [
          [1, 1, 'text 1'],
          [2, 1, 'text 2'],
        ],
      },
    ]);
  });

  it.each([
    ['20 MB and a byte', Buffer.alloc(20 * 2 ** 20 + 1), {}, 'REQ_E0007', 'larger than 20 MiB'],
    ['no workbook', Buffer.from('PK'), {}, 'REQ_E0007', 'no .xlsx'],
    ['too slow', Buffer.from('PK'), { timeoutMs: 1 }, 'REQ_E0008', '0.001 s'],
    ['too talkative', undefined, { answerBytes: 10 }, 'REQ_E0008', 'of text'],
  ])('%s ends with a code', async (_name, content, options, code, reason) => {
    await expect(reader(options)(content ?? (await filled(50)), 'a.xlsx')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(reason),
    });
  });

  it('ends when it wants too much memory', { timeout: 90_000 }, async () => {
    await expect(reader({ memoryMiB: 12 })(await filled(20_000), 'a.xlsx')).rejects.toMatchObject({
      code: 'REQ_E0008',
    });
  });

  it('says so when it cannot be started', async () => {
    const nowhere = workbookReader('/nowhere/reader.js', {}, run);
    await expect(nowhere(Buffer.from('PK'), 'a.xlsx')).rejects.toMatchObject({ code: 'REQ_E0008' });
  });
});

describe.skipIf(!existsSync(built))('the built program', () => {
  it.each([runInProcess, runInThread])('needs no other file', async (run) => {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-reader-'));
    const alone = join(folder, 'workbook-reader.mjs');
    copyFileSync(built, alone);
    expect(await workbookReader(alone, {}, run)(await filled(1), 'a.xlsx')).toMatchObject([{ name: 'A' }]);
    rmSync(folder, { recursive: true, force: true });
  });
});
