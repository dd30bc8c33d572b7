import { z } from 'zod';
import { certificateExpiries, certificateHolders } from '../checks/verification/certificate-expiries.ts';
import type { VerificationContext } from '../checks/verification/verification-context.ts';

/** What was found in the cluster, to be held against the plan; never copied from it. */
export const AsBuilt = z.object({
  nodes: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      address: z.string(),
      kubeletVersion: z.string(),
      containerRuntime: z.string(),
      podCidr: z.string(),
    }),
  ),
  certificates: z.array(z.object({ node: z.string(), file: z.string(), expires: z.string() })),
});
export type AsBuilt = z.infer<typeof AsBuilt>;

export async function observeAsBuilt({ api, plan, node }: VerificationContext): Promise<AsBuilt> {
  const nodes = await api.nodes();
  const certificates = await Promise.all(
    certificateHolders(plan).map((name) =>
      node(name)
        .then((runner) => certificateExpiries(plan, runner))
        // a machine that does not answer is what the checks say; nothing was found on it
        .catch(() => [])
        .then((found) => found.map(({ file, expires }) => ({ node: name, file, expires }))),
    ),
  );
  return {
    nodes: nodes.map(({ metadata, status, spec }) => ({
      name: metadata?.name ?? '',
      role: metadata?.labels?.['node-role.kubernetes.io/control-plane'] === undefined ? 'worker' : 'control-plane',
      address: status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
      kubeletVersion: status?.nodeInfo?.kubeletVersion ?? '',
      containerRuntime: status?.nodeInfo?.containerRuntimeVersion ?? '',
      podCidr: spec?.podCIDR ?? '',
    })),
    certificates: certificates.flat(),
  };
}
