import { describe, expect, test } from 'vitest';
import { readDiskLatency } from '../../../main/steps/trust/disk-latency.ts';

const place = { path: '/var/lib/ferryman', device: '/dev/vda1', passedOver: '' };
const head = (way: string, reason = '') => `${JSON.stringify({ ...place, way, reason })}\n`;

/** What fio writes for this run, as 3.33 has it: the write is quick, for it has only reached the page cache. */
const fio = (sync: object, rest: object = {}) =>
  `${JSON.stringify(
    {
      'fio version': 'fio-3.33',
      jobs: [
        {
          jobname: 'etcd',
          error: 0,
          write: {
            total_ios: 10_000,
            clat_ns: { min: 2_000, max: 90_000, N: 10_000, percentile: { '50.000000': 5_000, '99.000000': 29_056 } },
          },
          sync,
          ...rest,
        },
      ],
    },
    null,
    2,
  )}\n`;
const percentile = { '1.000000': 112_128, '50.000000': 264_192, '99.000000': 12_206_080, '99.900000': 14_816_896 };
const lat_ns = { min: 81_953, max: 16_904_292, mean: 303_583.087, stddev: 387_852.6, percentile };
const measured = { ...place, state: 'measured', writes: 10_000, p50Ms: 0.264192, p99Ms: 12.20608, maxMs: 16.904292 };

describe('what was measured', () => {
  test.each([
    ['fio 3.5, which counts in total_ios', 'fio-3.5', fio({ total_ios: 10_000, lat_ns })],
    ['fio 3.33, which counts in N', 'fio-3.33', fio({ total_ios: 0, lat_ns: { ...lat_ns, N: 10_000 } })],
    [
      'a warning before it, and one behind',
      'fio-3.7',
      `fio: no shared memory\n${fio({ total_ios: 10_000, lat_ns })}fio: file hash not empty on exit\n`,
    ],
  ])('%s: the fdatasync counts, not the write before it', (_name, way, body) => {
    expect(readDiskLatency(head(way) + body)).toEqual({ ...measured, way });
  });

  test('python3', () => {
    const body = '{"count": 1928, "p50Ns": 587376, "p99Ns": 8760285, "maxNs": 23457404}\n';
    const figures = { writes: 1_928, p50Ms: 0.587376, p99Ms: 8.760285, maxMs: 23.457404 };
    expect(readDiskLatency(head('python3') + body)).toEqual({
      ...place,
      state: 'measured',
      way: 'python3',
      ...figures,
    });
  });

  test('dd', () => {
    const read = readDiskLatency(`${head('dd')}{"count":1669,"meanNs":1809251}\n`);
    expect(read).toEqual({ ...place, state: 'mean-only', way: 'dd', writes: 1_669, meanMs: 1.809251 });
  });
});

test.each(['etcd-runs', 'no-room', 'no-way'])('not measured: %s', (reason) => {
  expect(readDiskLatency(head('', reason))).toEqual({ ...place, state: 'not-measured', reason });
});

test('stopped', () => {
  expect(readDiskLatency(head('python3', 'too-slow'))).toEqual({ ...place, state: 'too-slow', way: 'python3' });
});

describe('what is not whole is refused', () => {
  const whole = head('fio-3.33') + fio({ total_ios: 0, lat_ns: { ...lat_ns, N: 10_000 } });
  test.each([
    ['nothing', ''],
    ['no JSON', 'Segmentation fault\n'],
    ['the head alone', head('fio-3.33')],
    ['cut in the middle', whole.slice(0, whole.length / 2)],
    ['without its end', whole.slice(0, -4)],
    ['a reason nobody gave', head('', 'because')],
    ['no fdatasync latencies, as before 3.5', head('fio-3.1') + fio({ total_ios: 0 })],
    ['no percentiles', head('fio-3.33') + fio({ total_ios: 10_000, lat_ns: { ...lat_ns, percentile: undefined } })],
    ['no p99', head('fio-3.33') + fio({ total_ios: 9, lat_ns: { ...lat_ns, percentile: { '50.000000': 1 } } })],
    ['no writes', head('fio-3.33') + fio({ total_ios: 0, lat_ns })],
    ['a job that failed', head('fio-3.33') + fio({ total_ios: 10_000, lat_ns }, { error: 28 })],
    ['two jobs', head('fio-3.33') + JSON.stringify({ jobs: [1, 2] })],
    ['latencies below nothing', `${head('python3')}{"count": 9, "p50Ns": -1, "p99Ns": 2, "maxNs": 3}`],
    ['figures as words', `${head('python3')}{"count": "9", "p50Ns": "1", "p99Ns": "2", "maxNs": "3"}`],
    ['a mean where percentiles belong', `${head('python3')}{"count":1669,"meanNs":1809251}`],
    ['percentiles from dd', `${head('dd')}{"count": 9, "p50Ns": 1, "p99Ns": 2, "maxNs": 3}`],
  ])('%s', (_name, printed) => {
    expect(() => readDiskLatency(printed)).toThrow();
  });
});
