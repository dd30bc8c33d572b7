import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';

export interface RunLimits {
  readonly timeoutMs: number;
  readonly memoryMiB: number;
  readonly answerBytes: number;
}

/** What the program answered, or why it was ended. */
export type RunResult = { readonly text: string } | { readonly reason: string };

/** Runs the program as a process, ended by its own id when it takes too long or too much. */
export function runInProcess(program: string, content: Uint8Array, limits: RunLimits): Promise<RunResult> {
  const { timeoutMs, memoryMiB, answerBytes } = limits;
  const child = spawn(process.execPath, [`--max-old-space-size=${memoryMiB}`, program], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { promise, resolve } = Promise.withResolvers<RunResult>();
  const end = (reason: string) => {
    resolve({ reason });
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => end(late(timeoutMs)), timeoutMs);
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > answerBytes) end(long(answerBytes));
    else chunks.push(chunk);
  });
  child.on('error', ({ message }) => end(message));
  child.on('close', (code, signal) => {
    if (code === 0) resolve({ text: Buffer.concat(chunks).toString('utf8') });
    else end(signal === null ? `exit code ${code}` : `more than ${memoryMiB} MiB of memory (${signal})`);
  });
  // a child that ended early closes its end; its exit tells why
  child.stdin.on('error', () => undefined);
  child.stdin.end(content);
  return promise.finally(() => clearTimeout(timer));
}

/** The same as a thread with a heap of its own, for the desktop program: there the program file is no Node. */
export function runInThread(program: string, content: Uint8Array, limits: RunLimits): Promise<RunResult> {
  const { timeoutMs, memoryMiB, answerBytes } = limits;
  const worker = new Worker(program, {
    workerData: content,
    stdout: true,
    stderr: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
  });
  const { promise, resolve } = Promise.withResolvers<RunResult>();
  const timer = setTimeout(() => resolve({ reason: late(timeoutMs) }), timeoutMs);
  worker.on('message', (text: string) => resolve(text.length > answerBytes ? { reason: long(answerBytes) } : { text }));
  worker.on('error', ({ message }) => resolve({ reason: message }));
  worker.on('exit', (code) => resolve({ reason: `exit code ${code}` }));
  return promise.finally(async () => {
    clearTimeout(timer);
    await worker.terminate();
  });
}

const late = (timeoutMs: number) => `more than ${timeoutMs / 1000} s`;
const long = (bytes: number) => `more than ${bytes / 2 ** 20} MiB of text`;
