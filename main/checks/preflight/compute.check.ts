import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

/** kubeadm's own minimum for a control plane; a worker below 1 GiB cannot run the node's own pods. */
const least = { 'control-plane': { cpu: 2, memoryMiB: 1_700 }, worker: { cpu: 1, memoryMiB: 1_000 } };

export default hostCheck({
  id: 'compute',
  severity: 'critical',
  title: text('处理器和内存够用', 'Enough CPU and memory'),
  why: text(
    '低于最低要求时安装程序会拒绝，或装好后不稳定',
    'Below the minimum the installation is refused, or unstable afterwards',
  ),
  lookAt: ({ cpuCount, cpuLevel, memoryMiB, architecture }, { role }) => {
    const { cpu, memoryMiB: memory } = least[role];
    const isEnough = cpuCount >= cpu && memoryMiB >= memory;
    return {
      outcome: isEnough ? 'pass' : 'fail',
      summary: isEnough
        ? text('满足最低要求', 'The minimum is met')
        : text(
            `有 ${cpuCount} 核 ${memoryMiB} MiB，至少要 ${cpu} 核 ${memory} MiB`,
            `It has ${cpuCount} CPUs and ${memoryMiB} MiB; ${cpu} and ${memory} MiB are the least`,
          ),
      evidence: `${cpuCount} CPUs (${architecture}, ${cpuLevel}), ${memoryMiB} MiB`,
      ...(isEnough ? {} : { remedy: text('给这台机器增加配置，或换一台', 'Give the machine more, or use another') }),
    };
  },
});
