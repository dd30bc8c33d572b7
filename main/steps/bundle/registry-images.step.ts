import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { PlannedRegistry } from '../../model/plan/planned-registry.ts';
import { text } from '../../model/text.ts';
import type { SiteRegistry } from '../../ports/site-registry.ts';
import { defineStep, type StepContext } from '../../ports/step-context.ts';

const Input = z.object({
  registry: PlannedRegistry,
  /** Every image of the bundle, by its upstream name and the digest its tag is to name. */
  images: z.array(z.object({ name: z.string(), digest: z.string() })),
});
type Input = z.infer<typeof Input>;

/** The bundle's images into the site registry: only what it lacks, each blob once, through the machine's SSH link. */
export default defineStep<Input>({
  kind: 'bundle/registry-images',
  phase: 'bundle',
  class: 'compensable',
  input: Input,
  weightMs: ({ images }) => 2_000 + 500 * images.length,
  expand: ({ siteRegistry, nodes }, _need, { images }) =>
    (siteRegistry === undefined ? [] : [siteRegistry]).map((registry) => ({
      title: text(
        `${registry.machine}：把离线包的镜像推送到镜像仓库`,
        `${registry.machine}: push the bundle's images to the site registry`,
      ),
      target: registry.machine,
      input: { registry, images: [...images] },
      needs: [
        stepId('bundle/registry', registry.machine),
        ...nodes.map(({ name }) => stepId('bundle/registry-trust', name)),
      ],
      groups: ['uplink'],
    })),
  async probe(context, { registry }) {
    return await withRegistry(context, registry, async (opened) => {
      const { present, missing } = await opened.look();
      const evidence = [...present.map((name) => `${name} there`), ...missing.map((name) => `${name} missing`)];
      return { state: missing.length === 0 ? 'satisfied' : 'needed', evidence: evidence.join('\n') };
    });
  },
  async apply(context, { registry }) {
    await withRegistry(context, registry, async (opened) => {
      await opened.push(({ doneBytes, totalBytes, what }) => context.report(doneBytes / Math.max(1, totalBytes), what));
    });
  },
});

async function withRegistry<Result>(
  context: StepContext,
  registry: PlannedRegistry,
  work: (opened: SiteRegistry) => Promise<Result>,
): Promise<Result> {
  const opened = await context.openSiteRegistry(registry);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
