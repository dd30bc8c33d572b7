import { spokenFingerprint } from '../model/bundle/fingerprint.ts';
import type { CheckKind, CheckResult } from '../model/checks/check-kind.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { OperationPlan } from '../model/operation/operation-plan.ts';
import { type OperationState, stateOf } from '../model/operation/operation-state.ts';
import type { SitePlan } from '../model/plan/site-plan.ts';
import type { DeliveryReport, PlannedCase } from '../model/report/delivery-report.ts';
import { text } from '../model/text.ts';
import type { OperationRecord } from '../ports/site-store.ts';
import { AsBuilt } from './as-built.ts';
import { auditView } from './audit.ts';
import { latestOperation, planOf } from './operation.ts';
import { registryPassword } from './registry-password.ts';
import { needRequirements } from './requirements.ts';
import { needBundle } from './site-bundle.ts';
import { savedPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';
import { summarise } from './summarise-operation.ts';

/** Everything the delivery report says, gathered from the site file; nothing is observed here. */
export async function composeReport(session: SiteSession): Promise<DeliveryReport> {
  const { store, clock, version } = session;
  const operation = latestOperation(session);
  if (operation === undefined) throw new FerrymanError('SITE_E0007', { what: 'operation', next: 'ferryman install' });
  const plan = planOf(session, operation);
  const entries = store.entriesAfter(0, operation.id);
  const state = stateOf(operation.plan, entries);
  const bundle = await needBundle(session);
  const asBuilt = AsBuilt.parse(store.latestDocument('as-built')?.content ?? { nodes: [], certificates: [] });
  const checks = [...store.checks('preflight'), ...store.checks('verification')];
  const approval = savedPlan(session)?.approval ?? null;
  return {
    apiVersion: 'ferryman/v1',
    kind: 'DeliveryReport',
    generatedAt: clock.now(),
    ferrymanVersion: version,
    isPractice: store.isPractice,
    site: { ...plan.site, nodes: plan.nodes.length, kubernetesVersion: plan.release.version },
    plannedCases: plannedCases(session, plan),
    checks,
    plannedVsBuilt: plannedVsBuilt(plan, asBuilt),
    changes: changesOf(operation, state),
    actions: [],
    waivers: waivers(session, checks),
    deviations: plan.deviations,
    versions: versionsOf(operation.plan),
    certificates: asBuilt.certificates.flatMap(({ node, file, expires }) =>
      expires === '' ? [] : [{ name: file, target: node, notAfter: expires }],
    ),
    ports: plan.ports,
    ...registryPasswordOf(session),
    operation: summarise(operation, state, entries, clock.now()),
    approval: approval === null ? null : { ...approval, planHash: operation.plan.sitePlanHash },
    bundle: {
      name: bundle.manifest.name,
      version: bundle.manifest.version,
      manifestHash: bundle.manifestHash,
      signer: {
        name: bundle.signer.name,
        keyId: bundle.signer.keyId,
        spoken: spokenFingerprint({ ...bundle.signer, algorithm: 'ed25519' }).spoken,
      },
    },
    sitePlanHash: operation.plan.sitePlanHash,
    operationPlanHash: operation.planHash,
    audit: auditOf(session),
  };
}

/** A copy that is outdated is none. */
function registryPasswordOf(session: SiteSession): Pick<DeliveryReport, 'registryPassword'> {
  const found = registryPassword(session);
  if (found === null) return {};
  const { user, machine, file, secret, escrow } = found;
  const kept = escrow === null || escrow.isOutdated ? null : { secret, by: escrow.by, at: escrow.at };
  return { registryPassword: { user, machine, file, escrow: kept } };
}

function auditOf(session: SiteSession): DeliveryReport['audit'] {
  const { headHash, entries, fault, checkpoint } = auditView(session);
  return {
    headHash,
    entries,
    ...(fault === undefined
      ? {}
      : { fault: text(`${fault.code} ${fault.message.zh}`, `${fault.code} ${fault.message.en}`) }),
    ...(checkpoint === undefined
      ? {}
      : {
          checkpoint: {
            entries: checkpoint.entries,
            signer: checkpoint.signer,
            keyId: checkpoint.keyId,
            spoken: checkpoint.spoken,
          },
        }),
  };
}

/** Every case the plan asks for, in both stages: what has no result later makes the report incomplete. */
function plannedCases({ registries }: SiteSession, plan: SitePlan): PlannedCase[] {
  const cases = <Context>(kinds: readonly CheckKind<Context>[], context: Context) =>
    kinds.flatMap((kind) =>
      kind.targets(context).map((target) => ({ id: kind.id, title: kind.title, target, severity: kind.severity })),
    );
  return [
    ...cases(registries.preflight as readonly CheckKind<{ plan: SitePlan }>[], { plan }),
    ...cases(registries.verification as readonly CheckKind<{ plan: SitePlan }>[], { plan }),
  ];
}

function plannedVsBuilt(plan: SitePlan, built: AsBuilt): DeliveryReport['plannedVsBuilt'] {
  return plan.nodes.flatMap((node) => {
    const found = built.nodes.find(({ name }) => name === node.name);
    const row = (
      subject: DeliveryReport['plannedVsBuilt'][number]['subject'],
      planned: string,
      seen: string | undefined,
    ) => ({
      subject,
      target: node.name,
      planned,
      built: seen ?? '',
      state: seen === undefined ? ('unknown' as const) : seen === planned ? ('same' as const) : ('different' as const),
    });
    return [
      row(text('角色', 'Role'), node.role, found?.role),
      row(text('地址', 'Address'), node.address, found?.address),
      row(text('Kubernetes 版本', 'Kubernetes version'), plan.release.version, found?.kubeletVersion),
      row(
        text('容器运行时', 'Container runtime'),
        `containerd://${plan.release.companions.containerd}`,
        found?.containerRuntime.replace(/^containerd:\/\/v?/, 'containerd://v'),
      ),
    ];
  });
}

function changesOf({ plan }: OperationRecord, { steps }: OperationState): DeliveryReport['changes'] {
  return plan.steps.flatMap((step) =>
    (steps[step.id]?.changes ?? []).map((change) => ({ node: step.target, step: step.id, ...change })),
  );
}

/** An acceptance that names a check takes its warnings on a person; a critical failure cannot be waived. */
function waivers(session: SiteSession, checks: readonly CheckResult[]): DeliveryReport['waivers'] {
  return needRequirements(session).acceptances.flatMap(({ deviation, acceptedBy, reason, until }) =>
    checks
      .filter(
        ({ id, outcome, severity }) =>
          id === deviation && (outcome === 'warn' || (outcome === 'fail' && severity === 'normal')),
      )
      .map(({ id, target }) => ({ checkId: id, target, owner: acceptedBy, due: until, reason })),
  );
}

function versionsOf({ artifacts }: OperationPlan): DeliveryReport['versions'] {
  return artifacts.map(versionOf);
}

function versionOf({ ref, digest }: OperationPlan['artifacts'][number]): DeliveryReport['versions'][number] {
  switch (ref.type) {
    case 'image':
      return {
        name: ref.name.replace(/:[^:/]+$/, ''),
        version: /:([^:/]+)$/.exec(ref.name)?.[1] ?? '',
        platform: ref.platform,
        digest,
      };
    case 'file':
      return { name: ref.id, version: ref.version, platform: ref.platform, digest };
    case 'package':
      return { name: ref.name, version: ref.distribution, platform: ref.platform, digest };
  }
}
