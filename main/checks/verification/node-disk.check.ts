import { text } from '../../model/text.ts';
import { eachTarget } from '../broken-finding.ts';
import type { VerificationCheck } from './verification-context.ts';

const paths = ['/', '/var/lib/containerd', '/var/lib/kubelet'];

const check: VerificationCheck = {
  id: 'node-disk',
  stage: 'verification',
  severity: 'critical',
  title: text('安装后的磁盘余量', 'Disk left after the installation'),
  why: text('超过 85% 时系统会删除镜像', 'Above 85 % the kubelet deletes images'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ plan, node }) {
    return await eachTarget(
      plan.nodes.map(({ name }) => name),
      async (name) => {
        const { stdout } = await (await node(name)).exec({ class: 'observe', argv: ['df', '-P', '-m', ...paths] });
        const used = stdout
          .split('\n')
          .slice(1)
          .flatMap((line) => /(\d+)%/.exec(line)?.[1] ?? [])
          .map(Number);
        const most = Math.max(0, ...used);
        return {
          target: name,
          outcome: used.length === 0 || most >= 85 ? 'fail' : most >= 75 ? 'warn' : 'pass',
          summary: text(`最满的分区用了 ${most}%`, `The fullest file system is ${most} % used`),
          evidence: stdout.trim(),
        };
      },
    );
  },
};
export default check;
