import { z } from 'zod';
import { parseImageReference } from '../../model/bundle/image-reference.ts';
import { sha256Hex } from '../../model/canonical-json.ts';
import { stepId } from '../../model/operation/step-kind.ts';
import { PlannedRegistry, registryFiles, registryHost, upstreamFolder } from '../../model/plan/planned-registry.ts';
import { text } from '../../model/text.ts';
import { defineStep, type StepContext } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess, probeResult } from '../script-step.ts';
import source from './registry-mirrors.sh?raw';

const script = nodeScript('runtime/registry-mirrors', source);
const Input = z.object({
  registry: PlannedRegistry,
  /** Hosts as image references write them: registry.k8s.io, harbor.corp:8443. */
  upstreams: z.array(z.string()),
});
type Input = z.infer<typeof Input>;

/** Image names stay as upstream wrote them; containerd finds them at the site registry. It reads these files at each pull. */
export default defineStep<Input>({
  kind: 'runtime/registry-mirrors',
  phase: 'runtime',
  class: 'reversible',
  input: Input,
  weightMs: () => 400,
  expand: ({ siteRegistry, nodes }, _need, { images }) =>
    siteRegistry === undefined
      ? []
      : nodes.map(({ name }) => ({
          title: text(`${name}：从镜像仓库取镜像`, `${name}: pull images from the site registry`),
          target: name,
          input: { registry: siteRegistry, upstreams: upstreamsOf(images.map((image) => image.name)) },
          needs: [
            stepId('runtime/containerd', name),
            stepId('bundle/registry-trust', name),
            stepId('bundle/registry', siteRegistry.machine),
          ],
        })),
  async probe(context, input) {
    const args = Object.entries(await mirrors(context, input)).flatMap(([host, file]) => [host, sha256Hex(file)]);
    return probeResult(context.node, script, await context.node.observe(script, ['probe', ...args]));
  },
  async apply(context, input) {
    const files = Object.entries(await mirrors(context, input));
    const args = files.flatMap(([host, file]) => [host, sha256Hex(file)]);
    const secrets = Object.fromEntries(files.map(([, file], index) => [`mirror-${index}`, file]));
    expectSuccess(context.node, script, await context.node.mutate(script, ['apply', ...args], { secrets }));
  },
});

function upstreamsOf(images: readonly string[]): string[] {
  return [...new Set(images.flatMap((name) => parseImageReference(name)?.registry ?? []))].sort();
}

async function mirrors(context: StepContext, { registry, upstreams }: Input): Promise<Record<string, string>> {
  const opened = await context.openSiteRegistry(registry);
  try {
    return Object.fromEntries(
      upstreams.map((upstream) => [upstream, hostsToml(registry, upstream, opened.authorization)]),
    );
  } finally {
    await opened.close();
  }
}

/** The registry stands as `server`, not as one of several hosts: containerd asks nobody else when it fails. */
export function hostsToml(registry: PlannedRegistry, upstream: string, authorization: string): string {
  return `server = "https://${registryHost(registry)}/v2/${upstreamFolder(upstream)}"
capabilities = ["pull", "resolve"]
override_path = true
ca = "${registryFiles.ca}"

[header]
  Authorization = "${authorization}"
`;
}
