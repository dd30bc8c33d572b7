import type { Finding } from '../../model/checks/check-kind.ts';
import { controlPlanes } from '../../model/plan/site-plan.ts';
import type { DiskLatency } from '../../model/site/disk-latency.ts';
import { type Text, text } from '../../model/text.ts';
import { brokenFinding } from '../broken-finding.ts';
import type { PreflightCheck } from './host-check.ts';

/** Source: etcd's hardware guide, 99 of 100 writes of its log in less than 10 ms. Images being loaded take six times that. */
const failMs = 10;
/** Planner default: half of that is no margin. */
const warnMs = 5;
/** Of fewer, one in a hundred says nothing. */
const fewestWrites = 100;

const check: PreflightCheck = {
  id: 'etcd-disk',
  stage: 'preflight',
  severity: 'normal',
  title: text('etcd 的磁盘写入够快', 'The disk of etcd writes fast enough'),
  why: text(
    '集群的状态要写到磁盘才算数；磁盘慢时集群会卡顿、反复选主',
    'What the cluster knows counts once it is on the disk; on a slow one the cluster hangs and loses its leader',
  ),
  targets: ({ plan }) => controlPlanes(plan).map(({ name }) => name),
  look: ({ plan, facts, diskLatencies }) =>
    controlPlanes(plan).map(({ name: target }) => {
      const latency = diskLatencies[target];
      if (facts[target] === undefined) {
        return {
          target,
          outcome: 'not-applicable',
          summary: text('没有读到这台机器的情况', 'This machine could not be asked'),
          evidence: '',
        };
      }
      if (latency === undefined) return brokenFinding(target, new Error('its disk was not measured'));
      return latency.state === 'broken' ? brokenFinding(target, latency.error) : { target, ...judge(latency) };
    }),
};
export default check;

function judge(latency: DiskLatency): Omit<Finding, 'target'> {
  const place = `${latency.path} on ${latency.device}`;
  const before = latency.passedOver === '' ? '' : `; passed over: ${latency.passedOver.replace(/; $/, '')}`;
  switch (latency.state) {
    case 'measured': {
      const { way, writes, p50Ms, p99Ms, maxMs } = latency;
      const evidence = `${way}, ${place}: ${writes} writes of 2300 bytes, each with fdatasync: p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, max ${ms(maxMs)}${before}`;
      if (p99Ms >= failMs) return { ...slow('fail', ms(p99Ms)), evidence };
      if (writes < fewestWrites) {
        const why = text(`只写了 ${writes} 次`, `only ${writes} writes were made`);
        return { ...notMeasured(why), evidence };
      }
      if (p99Ms > warnMs) return { ...slow('warn', ms(p99Ms)), evidence };
      return {
        outcome: 'pass',
        summary: text(`99% 的写入在 ${ms(p99Ms)} 内落盘`, `99 of 100 writes were on the disk within ${ms(p99Ms)}`),
        evidence,
      };
    }
    case 'mean-only': {
      const { way, writes, meanMs } = latency;
      const evidence = `${way}, ${place}: ${writes} writes of 2300 bytes with dsync: mean ${ms(meanMs)}${before}`;
      if (meanMs >= failMs) {
        return {
          outcome: 'fail',
          summary: text(
            `每次写入平均要 ${ms(meanMs)} 才落盘，etcd 要求 ${failMs} ms 以内`,
            `A write takes ${ms(meanMs)} on average until it is on the disk; etcd needs less than ${failMs} ms`,
          ),
          evidence,
          remedy: fasterDisk,
        };
      }
      return {
        ...notMeasured(
          text(
            `只有平均值 ${ms(meanMs)}，看不出最慢的写入`,
            `there is only a mean, ${ms(meanMs)}, which does not show the slowest writes`,
          ),
        ),
        evidence,
        remedy: bringProgram,
      };
    }
    case 'too-slow':
      return {
        outcome: 'fail',
        summary: text('磁盘太慢：有写入超过一秒仍未落盘', 'Far too slow: a write was not on the disk after a second'),
        evidence: `${latency.way}, ${place}: stopped after 5 s${before}`,
        remedy: fasterDisk,
      };
    case 'not-measured':
      return { ...reasons[latency.reason], evidence: `${place}${before}` };
  }
}

function slow(outcome: 'warn' | 'fail', took: string): Pick<Finding, 'outcome' | 'summary' | 'remedy'> {
  const what = text(`最慢的 1% 写入要 ${took} 以上才落盘`, `One write in a hundred takes ${took} or more`);
  const limit =
    outcome === 'fail'
      ? text(`etcd 要求 ${failMs} ms 以内`, `etcd needs less than ${failMs} ms`)
      : text(`离 etcd 的上限 ${failMs} ms 余量不足`, `that leaves little room below the ${failMs} ms of etcd`);
  return {
    outcome,
    summary: text(`${what.zh}，${limit.zh}`, `${what.en}; ${limit.en}`),
    remedy: fasterDisk,
  };
}

/** Never rounded up to a limit it keeps. */
function ms(value: number): string {
  return `${Math.floor(value * 1_000) / 1_000} ms`;
}

/** What nobody measured is never a pass. */
function notMeasured(why: Text): Pick<Finding, 'outcome' | 'summary' | 'remedy'> {
  return {
    outcome: 'warn',
    summary: text(`没有测得磁盘写入速度：${why.zh}`, `The speed of the disk is not known: ${why.en}`),
    remedy: text('处理后再做一次预检', 'See to it, then run preflight again'),
  };
}

const fasterDisk = text(
  '为 /var/lib/etcd 换用独立的 SSD，或请存储管理员排查，然后再做一次预检；决定接受时，在需求 acceptances 中写明 etcd-disk、由谁接受及原因',
  'Give /var/lib/etcd an SSD of its own, or let the storage team look into it, then run preflight again; to accept it, name etcd-disk, who accepts it and why under acceptances in the requirements',
);

const bringProgram = text(
  '在这台机器上装 fio 或 python3，然后再做一次预检',
  'Install fio or python3 on this machine, then run preflight again',
);

const reasons: Readonly<
  Record<Extract<DiskLatency, { state: 'not-measured' }>['reason'], Pick<Finding, 'outcome' | 'summary' | 'remedy'>>
> = {
  'etcd-runs': {
    outcome: 'not-applicable',
    summary: text(
      'etcd 已在这台机器上运行，不在它旁边压测磁盘',
      'etcd runs here already; its disk is not measured beside it',
    ),
  },
  'no-room': {
    ...notMeasured(text('磁盘剩余空间不足 100 MiB', 'less than 100 MiB are free on the disk')),
    remedy: text('清理或扩容该分区，然后再做一次预检', 'Free or enlarge that file system, then run preflight again'),
  },
  'no-way': {
    ...notMeasured(text('fio、python3、dd 都不能用', 'none of fio, python3 and dd works')),
    remedy: bringProgram,
  },
};
