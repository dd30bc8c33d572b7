import type { Requirements } from '../../../model/site/requirements.ts';
import { text } from '../../../model/text.ts';
import { hold } from '../hold.ts';
import { askedEnvironment, changed, holdsWith, machineAnswers, nothingBought, type WayFinder } from '../situation.ts';

/** Fuller than this nothing is left for a peak, a rolling update or a node that fills unevenly. */
const fullest = 0.92;

/** Machines run fuller than the planner's default lets them; the override names who and why when it is made. */
export const lessHeadroom: WayFinder = (situation) => {
  const { plan, requirements, offer } = situation;
  const { usedShare, headroom } = hold(plan, requirements, offer);
  const share = Math.ceil(usedShare * 100) / 100;
  if (share <= headroom || share > fullest) return [];
  const { kind } = askedEnvironment(requirements, offer.environment);
  const assumption = kind === 'production' || kind === 'hosted' ? 'headroom-production' : 'headroom-test';
  if (!holdsWith(situation, withHeadroom(requirements, assumption, share))) return [];
  const [before, after] = [headroom, share].map((value) => `${Math.round(value * 100)} %`);
  const what = text(
    `机器用到 ${after}（原定不超过 ${before}），高峰余量变小`,
    `Machines are used to ${after} instead of ${before}: less room for peaks`,
  );
  return [
    {
      id: 'less-headroom',
      title: what,
      cost: nothingBought,
      given: [{ promise: 'headroom', what }],
      answers: [changed(`overrides.${assumption}`, headroom, share), ...machineAnswers(situation)],
    },
  ];
};

function withHeadroom(requirements: Requirements, assumption: string, value: number): Requirements {
  const others = requirements.overrides.filter((override) => override.assumption !== assumption);
  return { ...requirements, overrides: [...others, { assumption, value, by: 'planner', why: 'negotiation' }] };
}
