import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { practiceIsMissing } from '../practice/practice.ts';

const program = resolve(import.meta.dirname, '../../dist/main/cli.js');
const missing = existsSync(program) ? await practiceIsMissing() : 'the program is not built (npm run build)';
if (missing !== undefined) console.warn(`stopping a rehearsal is skipped: ${missing}`);

describe.skipIf(missing !== undefined)('Ctrl-C in a rehearsal', () => {
  test('stops it, ends its machines, says so and answers 5', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-stopped-'));
    const child = spawn(process.execPath, [program, '--lang', 'en', 'rehearse', '--out', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // temporary files of the practice machines, to see that none stays
      env: { ...process.env, TMPDIR: folder },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        if (!said.includes('✓') && chunk.includes('✓')) child.kill('SIGINT');
        said += chunk.toString();
      });
    const exitCode = await new Promise((done) => child.on('close', done));
    expect({ exitCode, end: said.trim().split('\n').at(-1) }).toEqual({
      exitCode: 5,
      end: 'The rehearsal was stopped and its machines are gone; the next one begins anew',
    });
    expect(said).not.toMatch(/Verifying|Report:|did not succeed/);
    expect(readdirSync(folder)).toEqual(['practice.ferry']);
    rmSync(folder, { recursive: true });
  });
});
