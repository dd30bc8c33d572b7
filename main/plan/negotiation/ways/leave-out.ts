import type { ChangedAnswer, WayBack } from '../../../model/plan/negotiation.ts';
import type { ComponentAnswers } from '../../../model/site/platform.ts';
import type { Requirements } from '../../../model/site/requirements.ts';
import { type Text, text } from '../../../model/text.ts';
import { environmentOf } from '../hold.ts';
import { changed, holdsWith, machineAnswers, nothingBought, type Situation, type WayFinder } from '../situation.ts';

/** Platform software the customer asked for that takes room here and no service of the business needs. */
export function dispensable({ requirements, plan, offer }: Situation): { name: string; title: Text }[] {
  const { components, services } = environmentOf(plan, offer.environment);
  return requirements.platform
    .filter(({ environments }) => environments.length === 0 || environments.includes(offer.environment))
    .map(({ component, name = component }) => components.find((chosen) => chosen.name === name))
    .flatMap((chosen) => (chosen === undefined ? [] : [chosen]))
    .filter(({ name }) => {
      const own = services.filter(({ of, isDaemon }) => of === name && !isDaemon);
      return own.length > 0 && own.every(({ servesBusiness }) => !servesBusiness);
    })
    .map(({ name, title }) => ({ name, title }));
}

export function without(requirements: Requirements, environment: string, names: readonly string[]): Requirements {
  const everywhere = requirements.environments.map(({ name }) => name);
  const platform = requirements.platform.flatMap((answers): ComponentAnswers[] => {
    if (!names.includes(answers.name ?? answers.component)) return [answers];
    const served = (answers.environments.length === 0 ? everywhere : answers.environments).filter(
      (name) => name !== environment,
    );
    return served.length === 0 ? [] : [{ ...answers, environments: served }];
  });
  return { ...requirements, platform };
}

/** One piece of platform software less, where that is enough. */
export const leaveOut: WayFinder = (situation) =>
  dispensable(situation)
    .filter(({ name }) => holdsWith(situation, without(situation.requirements, situation.offer.environment, [name])))
    .map(({ name, title }) => wayWithout(situation, [{ name, title }]));

/** Where each of them stays, as answers; nowhere takes it out of the list. */
export function leftOut({ requirements, offer }: Situation, names: readonly string[]): ChangedAnswer[] {
  const everywhere = requirements.environments.map(({ name }) => name);
  return requirements.platform.flatMap(({ component, name = component, environments }) => {
    if (!names.includes(name)) return [];
    const before = environments.length === 0 ? everywhere : environments;
    const after = before.filter((one) => one !== offer.environment);
    const path = `platform.${name}`;
    return [
      changed(
        `${path}.environments`,
        before.join(', '),
        after.join(', ') || '–',
        after.length === 0 ? { path, value: null } : { path: `${path}.environments`, value: after },
      ),
    ];
  });
}

export function wayWithout(situation: Situation, left: readonly { name: string; title: Text }[]): WayBack {
  const what = text(
    `不部署 ${left.map(({ title }) => title.zh).join('、')}，或改用贵方已有的系统`,
    `Leave out ${left.map(({ title }) => title.en).join(', ')}, or use a system you have already`,
  );
  return {
    id: `without-${left.map(({ name }) => name).join('+')}`,
    title: what,
    cost: nothingBought,
    given: [{ promise: 'runs', what }],
    answers: [
      ...leftOut(
        situation,
        left.map(({ name }) => name),
      ),
      ...machineAnswers(situation),
    ],
  };
}
