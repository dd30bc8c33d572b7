import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { WiredHost } from './wired-host.ts';
import { type FileBlob, openUpload } from './wired-pool.ts';

/** A process that does nothing but upload, as the engine's does: prints how late its event loop was, and its memory. */
const { host, blobs } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly host: Pick<WiredHost, 'address' | 'port' | 'keyPath' | 'hostKey'>;
  readonly blobs: readonly FileBlob[];
};
// a real host has processors of its own: here its sshd must not count as the engine's delay
try {
  setPriority(-10);
} catch {
  // without the right to it the figure holds the host's share too
}
// what the histogram holds is the time between two of its ticks: an idle loop reads the resolution itself, not nothing
const resolution = 5;
const { upload, forget, close } = await openUpload(host, blobs);
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
const from = performance.now();
await upload();
const seconds = (performance.now() - from) / 1000;
delay.disable();
const loopDelayP99Ms = Math.max(0, delay.percentile(99) / 1e6 - resolution);
process.stdout.write(
  `${JSON.stringify({ loopDelayP99Ms, seconds, maxRssMiB: process.resourceUsage().maxRSS / 1024 })}\n`,
);
await forget();
await close();
