import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import {
  controlPlanes,
  firstControlPlane,
  NodeRole,
  type PlannedNode,
  type SitePlan,
} from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { defineStep } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess, probeResult } from '../script-step.ts';
import source from './join.sh?raw';
import { makeJoinMaterial } from './join-material.ts';
import { ignoredPreflight, joinConfig } from './kubeadm-config.ts';
import { readyMachine } from './ready-machine.ts';

const script = nodeScript('cluster/join', source);
const Input = z.object({
  name: z.string(),
  address: z.string(),
  role: NodeRole,
  apiServerEndpoint: z.string(),
  firstControlPlane: z.string(),
  kubernetesVersion: z.string(),
  ignored: z.array(z.string()),
});
type Input = z.infer<typeof Input>;

/** Control planes one by one (etcd members are added one at a time), workers side by side. */
export default defineStep<Input>({
  kind: 'cluster/join',
  phase: 'cluster',
  class: 'compensable',
  input: Input,
  weightMs: ({ role }) => (role === 'control-plane' ? 22_000 : 8_000),
  expand: (plan) => {
    const first = firstControlPlane(plan);
    return plan.nodes
      .filter((node) => node !== first)
      .map((node) => ({
        title:
          node.role === 'worker'
            ? text(`${node.name}：加入集群（工作节点）`, `${node.name}: join as a worker`)
            : text(`${node.name}：加入集群（控制平面）`, `${node.name}: join as a control plane`),
        target: node.name,
        input: {
          name: node.name,
          address: node.address,
          role: node.role,
          apiServerEndpoint: `${node.role === 'worker' ? plan.network.endpointAddress : first.address}:6443`,
          firstControlPlane: first.name,
          kubernetesVersion: plan.release.version,
          ignored: ignoredPreflight(plan),
        },
        needs: [
          ...readyMachine(plan, node.name),
          stepId('cluster/init', first.name),
          ...earlierControlPlanes(plan, node),
        ],
        groups: [node.role === 'worker' ? 'worker-join' : 'control-plane-join'],
      }));
  },
  async probe(context, input) {
    return probeResult(context.node, script, await context.node.observe(script, ['probe', ...argsOf(input)]));
  },
  async apply(context, input) {
    const controlPlane = await context.nodeNamed(input.firstControlPlane);
    const material = await makeJoinMaterial(controlPlane, context, {
      kubernetesVersion: input.kubernetesVersion,
      isControlPlane: input.role === 'control-plane',
    });
    const secrets = { 'join.yaml': joinConfig(input, input.apiServerEndpoint, material) };
    expectSuccess(context.node, script, await context.node.mutate(script, ['apply', ...argsOf(input)], { secrets }));
  },
});

function argsOf({ name, ignored }: Input): string[] {
  return [name, ignored.join(',')];
}

/** Every control plane waits for the one before it; workers wait for none but the first. */
function earlierControlPlanes(plan: SitePlan, node: PlannedNode): string[] {
  const members = controlPlanes(plan);
  const before = members[members.indexOf(node) - 1];
  const isFirst = before === undefined || before === firstControlPlane(plan);
  return node.role === 'worker' || isFirst ? [] : [stepId('cluster/join', before.name)];
}
