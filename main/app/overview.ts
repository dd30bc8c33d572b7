import type { SiteOverview, Stage } from '../contract/site.contract.ts';
import type { CheckResult } from '../model/checks/check-kind.ts';
import { isFerrymanError } from '../model/errors/ferryman-error.ts';
import { type Text, text } from '../model/text.ts';
import { latestOperation, operationState } from './operation.ts';
import { planHead } from './plan-revisions.ts';
import { savedRequirements } from './requirements.ts';
import { savedBundle } from './site-bundle.ts';
import type { SiteSession } from './site-session.ts';

/** Where the site stands: every stage with its state, and why a later one is locked. */
export async function siteOverview(session: SiteSession): Promise<SiteOverview> {
  const { store, version } = session;
  const requirements = savedRequirements(session)?.requirements;
  const plan = planHead(session);
  const bundle = await bundleOrNothing(session);
  const operation = latestOperation(session);
  return {
    path: store.path,
    siteName: requirements?.site.name ?? '',
    customer: requirements?.site.customer ?? '',
    isPractice: store.isPractice,
    ...(store.readOnlyReason === undefined ? {} : { readOnlyReason: store.readOnlyReason }),
    stages: stagesOf(session),
    ...(plan === null ? {} : { planHash: plan.hash }),
    ...(plan?.approval ? { approval: plan.approval } : {}),
    ...(bundle === null ? {} : { bundle }),
    ...(operation === undefined ? {} : { operationId: operation.id }),
    version,
  };
}

/** A stage is locked by the first earlier one that is not done; work never goes round it. */
function stagesOf(session: SiteSession): Stage[] {
  const { store } = session;
  const requirements = savedRequirements(session)?.requirements;
  const machines = requirements?.machines ?? [];
  const plan = planHead(session);
  const operation = latestOperation(session);
  const status = operation === undefined ? undefined : operationState(session, operation).status;
  const isInstalled = status === 'succeeded';
  const ready = (isDone: boolean): Stage['state'] => (isDone ? 'done' : 'ready');
  const states: [Stage['id'], Stage['state'], Text][] = [
    [
      'requirements',
      ready(machines.length > 0),
      requirements === undefined
        ? text('先填写需求', 'Write the requirements first')
        : text('需求里还没有具体的机器', 'The requirements name no machines yet'),
    ],
    [
      'hosts',
      ready(machines.every(({ name }) => store.hostKeys.trusted(name) !== undefined)),
      text('先确认每台机器的指纹', 'Confirm the fingerprint of every machine first'),
    ],
    ['plan', ready(plan !== null), text('先生成计划', 'Make the plan first')],
    ['bundle', ready(store.latestDocument('bundle') !== undefined), text('先选择离线包', 'Choose the bundle first')],
    ['preflight', checkState(store.checks('preflight')), text('先完成预检', 'Run preflight first')],
    ['approve', ready(isInstalled || Boolean(plan?.approval)), text('计划还没有批准', 'The plan is not approved yet')],
    [
      'install',
      isInstalled
        ? 'done'
        : status === 'running' || status === 'stopping'
          ? runningState(session)
          : status === 'failed'
            ? 'attention'
            : 'ready',
      text('先完成安装', 'Install first'),
    ],
    ['verify', checkState(store.checks('verification')), text('先完成检验', 'Verify first')],
    ['deliver', ready(store.latestDocument('report') !== undefined), text('', '')],
  ];
  let blocker: Text | undefined;
  return states.map(([id, state, nextStep]) => {
    // planning begins long before there are machines to trust
    const isOpen = blocker === undefined || (id === 'plan' && requirements !== undefined);
    const stage: Stage = isOpen ? { id, state } : { id, state: 'locked', reason: blocker };
    if (blocker === undefined && state !== 'done' && !(state === 'attention' && id === 'verify')) blocker = nextStep;
    return stage;
  });
}

function checkState(results: readonly CheckResult[]): Stage['state'] {
  if (results.length === 0) return 'ready';
  return results.some(({ outcome, severity }) => outcome === 'fail' && severity === 'critical') ? 'attention' : 'done';
}

/** A journal that says "running" with nobody working on it was cut off: a person has to resume. */
function runningState({ current }: SiteSession): Stage['state'] {
  return current === undefined ? 'attention' : 'running';
}

async function bundleOrNothing(session: SiteSession): Promise<SiteOverview['bundle'] | null> {
  try {
    return await savedBundle(session);
  } catch (error) {
    // the medium may be out; the stage that needs it says so
    if (isFerrymanError(error)) return null;
    throw error;
  }
}
