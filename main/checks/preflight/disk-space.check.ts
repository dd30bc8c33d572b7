import type { HostFacts } from '../../model/site/host-facts.ts';
import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

/** Planner default: images, unpacked images, logs and etcd for the foundation alone. */
const neededMiB = { 'control-plane': 8_000, worker: 6_000 };
/** The kubelet's default image garbage collection threshold (imageGCHighThresholdPercent). */
const collectionPercent = 85;
/** Where the data will lie; only the file systems that hold these count. */
const dataPaths = ['/var/lib/containerd', '/var/lib/kubelet', '/var/lib/etcd'];
/** The site registry's; it takes about what is carried in. */
const registryPath = '/var/lib/registry';

export default hostCheck({
  id: 'disk-space',
  severity: 'critical',
  title: text('磁盘够用', 'Enough disk'),
  why: text(
    '磁盘用到 85% 时系统会自动删除镜像，隔离网里删了就找不回来',
    'At 85 % the kubelet deletes images, and an air-gapped site cannot get them back',
  ),
  lookAt: ({ mounts }, { name, role }, { plan }) => {
    const isKeeper = plan.siteRegistry?.machine === name;
    const paths = isKeeper ? [...dataPaths, registryPath] : dataPaths;
    const used = [...new Set(paths.flatMap((path) => holderOf(path, mounts) ?? []))];
    const needed = neededMiB[role] + (isKeeper ? Math.ceil((plan.transfer.sizeGb * 1e9) / 2 ** 20) : 0);
    const small = used.find(({ freeMiB }) => freeMiB < needed);
    const full = used.find(({ usedPercent }) => usedPercent >= collectionPercent);
    const evidence = used
      .map((mount) => `${mount.path}: ${mount.freeMiB} of ${mount.sizeMiB} MiB free, ${mount.usedPercent} % used`)
      .join('\n');
    const remedy = text('清理或扩容该分区', 'Free or enlarge that file system');
    if (used.length === 0) {
      return {
        outcome: 'fail',
        summary: text('没有读到磁盘情况', 'No file system was seen'),
        evidence: 'df listed none of ours',
        remedy,
      };
    }
    if (small !== undefined) {
      return {
        outcome: 'fail',
        summary: text(
          `${small.path} 只剩 ${small.freeMiB} MiB，需要 ${needed} MiB`,
          `${small.path} has ${small.freeMiB} MiB free, ${needed} MiB are needed`,
        ),
        evidence,
        remedy,
      };
    }
    if (full !== undefined) {
      return {
        outcome: 'fail',
        summary: text(`${full.path} 已用 ${full.usedPercent}%`, `${full.path} is ${full.usedPercent} % full`),
        evidence,
        remedy,
      };
    }
    const near = used.some(({ usedPercent }) => usedPercent >= collectionPercent - 10);
    return {
      outcome: near ? 'warn' : 'pass',
      summary: near
        ? text('快到自动清理的界线了', 'Close to the border of image deletion')
        : text('空间充足', 'There is enough space'),
      evidence,
      ...(near ? { remedy } : {}),
    };
  },
});

/** The file system a path lies on: the longest mount point that leads to it. */
function holderOf(path: string, mounts: HostFacts['mounts']): HostFacts['mounts'][number] | undefined {
  return mounts
    .filter((mount) => mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
