import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeb } from '../../main/bundle/deb.ts';
import { executableKind } from '../../main/bundle/elf.ts';
import { indexTar } from '../../main/bundle/tar-index.ts';
import { controlTar, debOf, elf, tarOf, xzOf } from './archive-fixture.ts';
import { put, temporaryDirectory } from './fixture.ts';

const index = (tar: Uint8Array) => indexTar(async (offset, length) => tar.subarray(offset, offset + length));
const open = (tar: Uint8Array) => tar.subarray(0, -1024);

describe('tar', () => {
  it('finds files by name without reading them', async () => {
    const members = await index(
      tarOf([
        ['./a', 'one'],
        ['目录/b', 'two'],
      ]),
    );
    expect([...members]).toEqual([
      ['a', { offset: 512, sizeBytes: 3 }],
      ['目录/b', { offset: 1536, sizeBytes: 3 }],
    ]);
  });

  it('reads long names of pax and GNU', async () => {
    const long = `${'长'.repeat(80)}/x`;
    const record = ` path=${long}\n`;
    const pax = tarOf([['pax', `${Buffer.byteLength(record) + 3}${record}`]], 'x');
    const gnu = tarOf([['gnu', `${long}\0`]], 'L');
    for (const header of [pax, gnu]) {
      const members = await index(Buffer.concat([open(header), tarOf([['short', 'data']])]));
      expect([...members.keys()]).toEqual([long]);
    }
  });

  it('passes over links and devices, refuses doubled names and impossible sizes', async () => {
    expect((await index(tarOf([['link', '']], '2'))).size).toBe(0);
    await expect(
      index(
        tarOf([
          ['a', ''],
          ['./a', ''],
        ]),
      ),
    ).rejects.toThrow('comes twice');
    const pax = tarOf([['pax', '21 size=-99999999999\n']], 'x');
    await expect(index(pax)).rejects.toThrow('impossible size');
  });

  it('ends on any bytes, in an index or an error', async () => {
    const whole = tarOf([
      ['a', 'one'],
      ['b', 'two'],
    ]);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    const survives = async (changes: [number, number][]) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      const result: unknown = await index(bytes).catch((error: unknown) => error);
      expect(result instanceof Map || result instanceof Error).toBe(true);
    };
    await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 6 }), survives));
  });
});

describe('deb', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each([
    ['control.tar.gz', (bytes: Buffer) => gzipSync(bytes)],
    ['control.tar.zst', (bytes: Buffer) => zstdCompressSync(bytes)],
    ['control.tar.xz', (bytes: Buffer) => xzOf(bytes)],
    ['control.tar', (bytes: Buffer) => bytes],
  ])('is read from %s, whatever the file is called', async (name, pack) => {
    const path = join(directory, `${name}.deb`);
    await put(path, debOf(name, pack(controlTar('ebtables', '2:2.0', 'amd64'))));
    expect(await readDeb(path)).toMatchObject({ name: 'ebtables', version: '2:2.0', architecture: 'amd64' });
  });

  it('refuses names Debian does not allow, bombs and cut files', async () => {
    const odd = join(directory, 'odd.deb');
    await put(odd, debOf('control.tar', controlTar('$(id)', '1', 'amd64')));
    await expect(readDeb(odd)).rejects.toThrow('not one Debian allows');
    const damaged = join(directory, 'libc6_2%3a2.36-9_amd64.deb');
    await put(damaged, debOf('control.tar.xz', Buffer.from('odd')));
    await expect(readDeb(damaged)).rejects.toThrow('not packed with xz');
    const strange = join(directory, 'strange.deb');
    await put(strange, debOf('control.tar.lzma', Buffer.from('odd')));
    await expect(readDeb(strange)).rejects.toThrow('its control.tar.lzma is packed in a way that is not known here');
    const bomb = join(directory, 'bomb.deb');
    await put(bomb, debOf('control.tar.gz', gzipSync(Buffer.alloc(8 * 1024 * 1024))));
    await expect(readDeb(bomb)).rejects.toThrow();
    const cut = join(directory, 'cut.deb');
    await put(cut, '!<arch>\ndebian-binary');
    await expect(readDeb(cut)).rejects.toThrow('without a control archive');
  });
});

it.each([
  [elf(62), 'amd64'],
  [elf(183), 'arm64'],
  [elf(258), 'loong64'],
  [elf(9999), 'ELF machine 9999'],
  [Buffer.from('#!/bin/sh\n'), 'script'],
  [Buffer.from('MZ'), undefined],
  [Buffer.alloc(0), undefined],
])('tells executables apart (%#)', (head, kind) => {
  expect(executableKind(head)).toBe(kind);
});
