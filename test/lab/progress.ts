const startedAt = performance.now();

/** One line on stderr with the time since the command began; stdout stays free for results. */
export function progress(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(7);
  process.stderr.write(`${seconds} s  ${text}\n`);
}
