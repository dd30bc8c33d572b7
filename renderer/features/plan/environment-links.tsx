import type { EnvironmentPlan } from '../../../main/model/plan/environment-plan.ts';
import { hrefOf, useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { useShownPlan } from './plan-context.tsx';
import type { PlanSection } from './sections.ts';

/** The environment the address names, or the first. */
export function useEnvironment(): EnvironmentPlan | undefined {
  const [, name] = useRoutePart();
  const { environments } = useShownPlan().plan;
  return environments.find((environment) => environment.name === name) ?? environments[0];
}

/** One link an environment, where there are several. */
export function EnvironmentLinks({ section, current }: { readonly section: PlanSection; readonly current: string }) {
  const { t } = useWords();
  const { environments } = useShownPlan().plan;
  if (environments.length < 2) return null;
  return (
    <nav className="environment-links" aria-label={t('plan.environments')}>
      {environments.map(({ name, kind }) => (
        <a key={name} href={hrefOf('plan', section, name)} aria-current={name === current ? 'page' : undefined}>
          {t(`plan.environment.${kind}`)} <span className="muted">{name}</span>
        </a>
      ))}
    </nav>
  );
}
