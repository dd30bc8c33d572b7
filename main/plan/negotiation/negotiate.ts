import { hashOf } from '../../model/canonical-json.ts';
import type { Negotiation, PromiseId, WayBack } from '../../model/plan/negotiation.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import { Assumptions } from '../assumptions.ts';
import { diskNeedGb, environmentOf, hold, isHeld } from './hold.ts';
import { promises } from './promises.ts';
import { completeOffer, type Situation, type WayFinder } from './situation.ts';
import { buy } from './ways/buy.ts';
import { fewerJobs } from './ways/fewer-jobs.ts';
import { fewerLogDays } from './ways/fewer-log-days.ts';
import { fewerUsers } from './ways/fewer-users.ts';
import { leaveOut } from './ways/leave-out.ts';
import { lessAvailability } from './ways/less-availability.ts';
import { lessHeadroom } from './ways/less-headroom.ts';
import { together } from './ways/together.ts';

const single: readonly WayFinder[] = [
  buy,
  leaveOut,
  lessHeadroom,
  fewerLogDays,
  fewerJobs,
  fewerUsers,
  lessAvailability,
];

/** How much it hurts to give a promise up: a tool less is little, an outage at the next broken machine is much. */
const hurts: Readonly<Record<PromiseId, number>> = {
  runs: 1,
  headroom: 2,
  retention: 3,
  data: 3,
  machines: 4,
  jobs: 4,
  users: 4,
  failures: 5,
};

/**
 * Which promises of a plan fall with other machines, and the ways back, ranked. Pure; the same input gives the same
 * answer. Throws as the planner does where other answers cannot be planned at all.
 */
export function negotiate(given: Situation): Negotiation {
  const situation = { ...given, offer: completeOffer(given.plan, given.offer), replan: remembered(given.replan) };
  const { plan, requirements, offer } = situation;
  const spoken = new Set(given.offer.roles.map(({ role }) => role));
  const asked = environmentOf(plan, offer.environment)
    .machines.filter(({ role }) => spoken.has(role))
    .map((group) => ({
      role: group.role,
      title: group.title,
      count: group.count,
      shape: group.shape,
      diskGb: diskNeedGb(group),
    }));
  if (isHeld(hold(plan, requirements, offer))) {
    return { offer: given.offer, asked, promises: promises(situation), ways: [] };
  }
  const found = single.flatMap((finder) => finder(situation));
  const gives = found.some(({ given: lost }) => lost.length > 0);
  return {
    offer: given.offer,
    asked,
    promises: promises(situation),
    ways: ranked(gives ? found : [...found, ...together(situation)], requirements),
  };
}

/** Ways of different kinds try the same answers again. */
function remembered(replan: Situation['replan']): Situation['replan'] {
  const plans = new Map<string, SitePlan>();
  return (requirements) => {
    const hash = hashOf(requirements);
    const plan = plans.get(hash) ?? replan(requirements);
    plans.set(hash, plan);
    return plan;
  };
}

function ranked(ways: readonly WayBack[], { overrides }: Situation['requirements']): WayBack[] {
  const price = new Assumptions(overrides).get('memory-price');
  const harm = ({ given }: WayBack) => given.reduce((sum, { promise }) => sum + hurts[promise], 0);
  // disks are cheap beside machines: 100 GB count as one core
  const cost = ({ cost: { cpuCores, memoryGib, diskGb } }: WayBack) => cpuCores + memoryGib / price + diskGb / 100;
  return [...ways].sort((a, b) => harm(a) - harm(b) || cost(a) - cost(b) || (a.id < b.id ? -1 : 1));
}
