import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { useShownPlan } from './plan-context.tsx';
import { type PlanSection, type SectionGroup, sectionGroups } from './sections.ts';

/** Links to the parts of the plan, with what waits in them. */
export function SectionNav({ current }: { readonly current: PlanSection }) {
  const { t } = useWords();
  const { plan } = useShownPlan();
  const open = plan.findings.filter(({ severity }) => severity !== 'info').length;
  const changed = plan.assumptions.filter(({ override }) => override !== null).length;
  const counts: Partial<Record<PlanSection, number>> = { findings: open, defaults: changed };
  return (
    <nav className="section-nav" aria-label={t('plan.parts')}>
      {(Object.keys(sectionGroups) as SectionGroup[]).map((group) => (
        <ul key={group} aria-label={t(`plan.parts.${group}`)}>
          {sectionGroups[group].map((id) => (
            <li key={id}>
              <a href={hrefOf('plan', id)} aria-current={id === current ? 'page' : undefined}>
                {t(`plan.part.${id}`)}
                {(counts[id] ?? 0) > 0 && <span className="count">{counts[id]}</span>}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
