// Preloaded into the program under measurement: says at its end how late its event loop was and how much memory it took.
import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// a real fleet has processors of its own: here its hosts must not count as the engine's delay
try {
  setPriority(-10);
} catch {
  // without the right to it the figure holds the fleet's share too
}
// what the histogram holds is the time between two of its ticks: an idle loop reads the resolution itself, not nothing
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
process.on('exit', () => {
  const p99 = Math.max(0, delay.percentile(99) / 1e6 - resolution);
  process.stderr.write(
    `bench: ${JSON.stringify({ loopDelayP99Ms: p99, maxRssMiB: process.resourceUsage().maxRSS / 1024 })}\n`,
  );
});
