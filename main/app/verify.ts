import { runChecks } from '../checks/run-checks.ts';
import { deployProbePods, type ProbePods, removeProbePods } from '../checks/verification/probe-pods.ts';
import type { VerificationContext } from '../checks/verification/verification-context.ts';
import { findItem } from '../model/bundle/find-item.ts';
import type { CheckResult } from '../model/checks/check-kind.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { firstControlPlane } from '../model/plan/site-plan.ts';
import type { NodeRunner } from '../ports/step-context.ts';
import { observeAsBuilt } from './as-built.ts';
import { poolFor } from './collect-facts.ts';
import { standingPlan } from './operation.ts';
import { needBundle } from './site-bundle.ts';
import { siteRegistryOpener } from './site-registry.ts';
import type { SiteSession } from './site-session.ts';

const giveUpAfterMs = 120_000;

/** Runs every verification check against the cluster's API and the nodes; what it deployed for that is taken away again. */
export async function runVerification(session: SiteSession): Promise<CheckResult[]> {
  const { clock, store, registries } = session;
  const plan = standingPlan(session);
  const bundle = await needBundle(session);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new FerrymanError('OP_E0007', { detail: `no answer within ${giveUpAfterMs / 1000} s` }));
  }, giveUpAfterMs);
  const signal = AbortSignal.any([session.signal, late.signal]);
  const hosts = poolFor(session, bundle.source);
  const node = (machine: string) =>
    hosts.runner(machine, { runKey: 'verification', fence: 0, signal, onLog: () => undefined });
  try {
    const controlPlane = await node(firstControlPlane(plan).name);
    const api = await session.openClusterApi(await kubeconfig(session, controlPlane), (host, port) =>
      controlPlane.host.forward(host, port),
    );
    const openRegistry = siteRegistryOpener(session, bundle);
    let probePods: Promise<ProbePods> | undefined;
    const context: VerificationContext = {
      plan,
      api,
      node,
      openSiteRegistry: async (registry) => openRegistry(registry, await node(registry.machine), signal),
      imageDigest: (name, platform) => findItem(bundle.manifest, { type: 'image', name, platform })?.digest,
      probePods: () => {
        probePods ??= deployProbePods(
          api,
          plan.release.verificationImage,
          plan.nodes.map(({ name }) => name),
          signal,
        );
        return probePods;
      },
      clock,
      signal,
    };
    try {
      const results = await runChecks(registries.verification, context, () => clock.now());
      store.saveDocument('as-built', await observeAsBuilt(context));
      store.saveChecks('verification', results);
      return results;
    } finally {
      if (probePods !== undefined) await removeProbePods(api).catch(() => undefined);
      await api.close();
    }
  } finally {
    clearTimeout(timer);
    await hosts.close();
  }
}

/** Fetched for the moment it is needed, never written down. */
async function kubeconfig({ secrets }: SiteSession, node: NodeRunner): Promise<string> {
  const { exitCode, stdout } = await node.exec({ class: 'observe', argv: ['cat', '/etc/kubernetes/admin.conf'] });
  if (exitCode !== 0) throw new FerrymanError('OP_E0007', { detail: `there is no cluster on ${node.host.name}` });
  secrets.put('kubeconfig', stdout);
  return stdout;
}
