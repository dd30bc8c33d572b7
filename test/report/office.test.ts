import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../main/model/report/document.ts';
import { text } from '../../main/model/text.ts';
import { writeDocx } from '../../main/report/docx-writer.ts';
import { type PlanningDocumentId, planningDocuments } from '../../main/report/planning-documents.ts';
import { writeXlsx } from '../../main/report/xlsx-writer.ts';
import { bankPlan, barePlan, inputOf } from './planning-fixture.ts';

const ids = Object.keys(planningDocuments) as PlanningDocumentId[];
const bank = inputOf(bankPlan());

function partsOf(file: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(file)).map(([name, content]) => [name, strFromU8(content)]));
}

/** A document around one row of cells. */
function around(...contents: string[]): Document {
  return {
    apiVersion: 'ferryman/v1',
    kind: 'Document',
    title: text('表', 'Table'),
    subject: 'A&B "x" <y>',
    isPractice: true,
    generatedAt: '2026-11-20T08:00:00.000Z',
    ferrymanVersion: '0.1.0',
    dataHash: 'a'.repeat(64),
    blocks: [
      {
        type: 'table',
        columns: contents.map((_, index) => ({ title: text(`列${index}`, `Column ${index}`) })),
        rows: [contents.map((content) => ({ content })), contents.map(() => ({ number: 6443, look: 'code' as const }))],
        whenEmpty: text('空', 'Empty'),
      },
    ],
  };
}

describe('XLSX', () => {
  const injections = ['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|"/c calc"!A1', '\t=1', "'quoted"];

  it('keeps what looks like a formula as text, also when somebody edits the cell', async () => {
    const file = await writeXlsx(around(...injections), 'zh');
    const [sheet] = await readXlsxFile(Buffer.from(file));
    const row = sheet?.data.find((cells) => cells[0] === '=1+1');
    // the reader trims what it reads
    expect(row).toEqual(injections.map((one) => one.trim()));
    const xml = partsOf(file)['xl/worksheets/sheet1.xml'] ?? '';
    expect(xml).not.toContain('<f>');
    expect(partsOf(file)['xl/styles.xml']).toContain('numFmtId="49"');
  });

  it('holds numbers as numbers and days as days', async () => {
    const file = await writeXlsx(planningDocuments['address-plan'].write(bank), 'zh');
    const sheets = await readXlsxFile(Buffer.from(file));
    const addresses = sheets.find(({ sheet }) => sheet === '机器地址')?.data ?? [];
    const row = addresses.find((cells) => cells[1] === 'lot-2025-01') ?? [];
    expect([row[0], row[3], row[4], row[7]]).toEqual([1, '10.8.16.10', 23, 316]);
    const certificates = sheets.find(({ sheet }) => sheet === '证书')?.data ?? [];
    expect(certificates.flat().filter((cell) => cell instanceof Date)).not.toHaveLength(0);
  });

  it('repeats the head of every table in print, freezes it, and fits the page', async () => {
    const parts = partsOf(await writeXlsx(planningDocuments['port-request'].write(bank), 'en'));
    const titles = [...(parts['xl/workbook.xml'] ?? '').matchAll(/_xlnm\.Print_Titles/g)];
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    const withTable = sheets.filter(([, xml]) => xml.includes('state="frozen"'));
    expect(titles.length).toBe(withTable.length);
    expect(titles.length).toBeGreaterThanOrEqual(3);
    for (const [, xml] of sheets) {
      expect(xml).toContain('orientation="landscape"');
      expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
      expect(xml).toMatch(/Page &amp;P of &amp;N/);
      expect(xml).toContain(bank.hash.slice(0, 32));
    }
  });

  it('takes any name in its page heads', async () => {
    const parts = partsOf(await writeXlsx(around('a'), 'en'));
    expect(parts['xl/worksheets/sheet1.xml']).toContain('A&amp;&amp;B');
  });

  it.each(ids)('%s knows every block, and is the same bytes each time', async (id) => {
    for (const input of [bank, inputOf(barePlan())]) {
      const document = planningDocuments[id].write(input);
      const [first, second] = [await writeXlsx(document, 'both'), await writeXlsx(document, 'both')];
      expect(Buffer.compare(first, second)).toBe(0);
    }
  });
});

describe('DOCX', () => {
  let parts: Record<string, string>;
  beforeAll(async () => {
    parts = partsOf(await writeDocx(planningDocuments['implementation-plan'].write(bank), 'zh'));
  });

  it('repeats the head of every table', () => {
    const xml = parts['word/document.xml'] ?? '';
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThan(15);
  });

  it('lays wide tables on their side, and numbers every page', () => {
    const xml = parts['word/document.xml'] ?? '';
    const orientations = [...xml.matchAll(/<w:pgSz [^>]*w:orient="(\w+)"/g)].map(([, one]) => one);
    expect(new Set(orientations)).toEqual(new Set(['portrait', 'landscape']));
    for (const name of Object.keys(parts).filter((one) => one.startsWith('word/footer'))) {
      expect(parts[name]).toContain('NUMPAGES');
      expect(parts[name]).toContain('r3');
    }
  });

  it('names a Chinese font for every text', () => {
    expect(parts['word/styles.xml']).toContain('w:eastAsia="Microsoft YaHei"');
    expect(parts['word/styles.xml']).toContain('w:eastAsia="zh-CN"');
  });

  it('leads from its list of sections to each of them', () => {
    const xml = parts['word/document.xml'] ?? '';
    const anchors = [...xml.matchAll(/<w:hyperlink [^>]*w:anchor="([^"]+)"/g)].map(([, anchor]) => anchor);
    expect(anchors.length).toBeGreaterThan(15);
    for (const anchor of anchors) expect(xml).toContain(`w:name="${anchor}"`);
  });

  it('carries each picture as SVG and as a metafile, under the right names', () => {
    const media = Object.keys(parts).filter((name) => name.startsWith('word/media/'));
    expect(media.filter((name) => name.endsWith('.svg')).length).toBe(
      media.filter((name) => name.endsWith('.emf')).length,
    );
    expect(media.filter((name) => name.endsWith('.png'))).toEqual([]);
    expect(parts['[Content_Types].xml']).toContain('image/x-emf');
    for (const name of media) expect(parts['word/_rels/document.xml.rels']).toContain(name.replace('word/', ''));
  });

  it.each(ids)('%s is the same bytes each time', async (id) => {
    for (const input of [bank, inputOf(barePlan())]) {
      const document = planningDocuments[id].write(input);
      const [first, second] = [await writeDocx(document, 'both'), await writeDocx(document, 'both')];
      expect(Buffer.compare(first, second)).toBe(0);
    }
  });

  it('takes control characters and markup for text', async () => {
    const xml = partsOf(await writeDocx(around('<w:t>\u0000\u001b[31mred', '&amp;'), 'en'))['word/document.xml'] ?? '';
    expect(xml).toContain('&lt;w:t&gt;red');
    expect(xml).toContain('&amp;amp;');
  });
});
