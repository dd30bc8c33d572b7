import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { useShownPlan } from './plan-context.tsx';

/** The Kubernetes objects set for the services, in Kubernetes' own words. */
export function PolicyTable() {
  const { t, say } = useWords();
  const { policies } = useShownPlan().plan;
  return (
    <Section title={t('plan.policies')}>
      <LongTable
        caption={t('plan.policies')}
        columns={[
          t('plan.service'),
          t('plan.environments'),
          t('plan.policy.kind'),
          t('plan.policy.setting'),
          t('plan.why'),
        ]}
        empty={t('plan.policies.none')}
        rows={policies.map(({ environment, target, kind, setting, why }) => ({
          key: `${environment} ${target} ${kind} ${setting}`,
          text: `${environment} ${target} ${kind} ${setting}`,
          cells: [target, environment, kind, <code key="setting">{setting}</code>, say(why)],
        }))}
      />
    </Section>
  );
}
