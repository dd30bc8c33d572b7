import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const pollMs = 500;

/** Another process asks the one that holds the site to stop: a small file beside it, the one thing that works everywhere. */
export function requestStop(sitePath: string, by: string): void {
  writeFileSync(fileOf(sitePath), by);
}

/** Calls back once with who asked; answers how to end it. An old request from before is dropped. */
export function watchStopRequests(sitePath: string, onRequest: (by: string) => void): () => void {
  const file = fileOf(sitePath);
  rmSync(file, { force: true });
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    const by = readFileSync(file, 'utf8');
    rmSync(file, { force: true });
    onRequest(by);
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}

function fileOf(sitePath: string): string {
  return `${sitePath}.stop`;
}
