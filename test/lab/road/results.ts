const started = performance.now();

/** One line a case, as they end, and the counts for the closing line. */
export class Results {
  passed = 0;
  failed = 0;

  async check(name: string, work: () => Promise<void>): Promise<void> {
    const from = performance.now();
    try {
      await work();
      this.passed += 1;
      console.log(`ok    ${name}  ${seconds(from)} s (at ${seconds(started)} s)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL  ${name}  ${seconds(from)} s\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}
