import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileAtomically } from '../../../main/adapters/files/write-file-atomically.ts';

it('writes whole files into folders that were not there, and leaves nothing behind when it cannot', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ferryman 报告 '));
  const path = join(directory, '交付', '交付报告.html');
  await writeFileAtomically(path, '一');
  await writeFileAtomically(path, '二');
  expect(await readFile(path, 'utf8')).toBe('二');
  await mkdir(join(directory, 'taken', 'inside'), { recursive: true });
  await expect(writeFileAtomically(join(directory, 'taken'), 'x')).rejects.toThrow();
  expect((await readdir(directory)).sort()).toEqual(['taken', '交付']);
  await rm(directory, { recursive: true });
});
