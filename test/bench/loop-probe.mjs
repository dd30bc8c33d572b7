// Preloaded into the program under measurement: says at its end how late its event loop was and how much memory it took.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('exit', () => {
  const p99 = delay.percentile(99) / 1e6;
  process.stderr.write(
    `bench: ${JSON.stringify({ loopDelayP99Ms: p99, maxRssMiB: process.resourceUsage().maxRSS / 1024 })}\n`,
  );
});
