import { z } from 'zod';
import type { DiskLatency } from '../../model/site/disk-latency.ts';
import { nodeScript } from '../node-script.ts';
import source from './disk-latency.sh?raw';

/** Its argument is a directory, there or not yet; it writes 22 MB at most on that disk, and answers within about five seconds. */
export const diskLatencyScript = nodeScript('trust/disk-latency', source);

const Head = z.object({
  path: z.string(),
  device: z.string(),
  way: z.string(),
  reason: z.enum(['', 'too-slow', 'etcd-runs', 'no-room', 'no-way']),
  passedOver: z.string(),
});
const ns = z.number().nonnegative();
const Percentiles = z.object({ count: z.int().positive(), p50Ns: ns, p99Ns: ns, maxNs: ns });
const Mean = z.object({ count: z.int().positive(), meanNs: ns });
/**
 * What fio wrote. Its `write` has latencies too, of the write before the fdatasync, which no disk has seen yet. `N` came
 * later than `total_ios`, which newer ones leave at 0.
 */
const Fio = z.object({
  jobs: z.tuple([
    z.object({
      error: z.literal(0),
      sync: z.object({
        total_ios: z.int().nonnegative(),
        lat_ns: z.object({
          N: z.int().nonnegative().default(0),
          max: ns,
          percentile: z.object({ '50.000000': ns, '99.000000': ns }),
        }),
      }),
    }),
  ]),
});

/** Reads what the script printed; throws where that is not whole. */
export function readDiskLatency(printed: string): DiskLatency {
  const end = printed.indexOf('\n');
  const { way, reason, ...place } = Head.parse(JSON.parse(printed.slice(0, end)));
  if (reason === 'too-slow') return { ...place, state: reason, way };
  if (reason !== '') return { ...place, state: 'not-measured', reason };
  // some fio put a warning before or after it
  const body: unknown = JSON.parse(printed.slice(printed.indexOf('{', end), printed.lastIndexOf('}') + 1));
  if (way === 'dd') {
    const { count, meanNs } = Mean.parse(body);
    return { ...place, state: 'mean-only', way, writes: count, meanMs: meanNs / 1e6 };
  }
  const { count, p50Ns, p99Ns, maxNs } = Percentiles.parse(way.startsWith('fio') ? ofFio(body) : body);
  return {
    ...place,
    state: 'measured',
    way,
    writes: count,
    p50Ms: p50Ns / 1e6,
    p99Ms: p99Ns / 1e6,
    maxMs: maxNs / 1e6,
  };
}

function ofFio(body: unknown): z.infer<typeof Percentiles> {
  const { total_ios, lat_ns } = Fio.parse(body).jobs[0].sync;
  const { N, max, percentile } = lat_ns;
  return { count: N || total_ios, p50Ns: percentile['50.000000'], p99Ns: percentile['99.000000'], maxNs: max };
}
