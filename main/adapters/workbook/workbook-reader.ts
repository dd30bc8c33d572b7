import { spawn } from 'node:child_process';
import { z } from 'zod';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { WorkbookReader } from '../../ports/workbook-reader.ts';

const Answer = z.union([
  z.object({ refusal: z.string() }),
  z.object({
    sheets: z.array(z.object({ name: z.string(), cells: z.array(z.tuple([z.number(), z.number(), z.string()])) })),
  }),
]);

interface Limits {
  readonly timeoutMs: number;
  readonly memoryMiB: number;
  readonly fileBytes: number;
  readonly answerBytes: number;
}
const usual: Limits = { timeoutMs: 30_000, memoryMiB: 512, fileBytes: 20 * 2 ** 20, answerBytes: 64 * 2 ** 20 };

/** Reads in a process of `program`, ended by its own id when it takes too long or too much. */
export function workbookReader(program: string, limits: Partial<Limits> = {}): WorkbookReader {
  const { timeoutMs, memoryMiB, fileBytes, answerBytes } = { ...usual, ...limits };
  return async (content, file) => {
    if (content.length > fileBytes)
      throw new FerrymanError('REQ_E0007', { file, detail: `it is larger than ${fileBytes / 2 ** 20} MiB` });
    const child = spawn(process.execPath, [`--max-old-space-size=${memoryMiB}`, program], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // inside Electron the program is Electron itself
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const { promise, resolve } = Promise.withResolvers<string>();
    let reason = '';
    const end = (why: string) => {
      reason ||= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end(`more than ${timeoutMs / 1000} s`), timeoutMs);
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > answerBytes) end(`more than ${answerBytes / 2 ** 20} MiB of text`);
      else chunks.push(chunk);
    });
    child.on('error', ({ message }) => {
      end(message);
      resolve('');
    });
    child.on('close', (code, signal) => {
      if (code !== 0)
        reason ||= signal === null ? `exit code ${code}` : `more than ${memoryMiB} MiB of memory (${signal})`;
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    // a child that ended early closes its end; its exit tells why
    child.stdin.on('error', () => undefined);
    child.stdin.end(content);
    const text = await promise;
    clearTimeout(timer);
    if (reason !== '') throw new FerrymanError('REQ_E0008', { file, reason });
    const answer = Answer.parse(JSON.parse(text));
    if ('refusal' in answer) throw new FerrymanError('REQ_E0007', { file, detail: answer.refusal });
    return answer.sheets;
  };
}
