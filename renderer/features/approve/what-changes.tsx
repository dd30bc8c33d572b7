import type { SitePlan } from '../../../main/model/plan/site-plan.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';

/** What will be done and where, in plain words; the same for the engineer and the customer's staff. */
export function WhatChanges({ plan }: { readonly plan: SitePlan }) {
  const { t, say } = useWords();
  const named = (role: 'control-plane' | 'worker') =>
    plan.nodes
      .filter((node) => node.role === role)
      .map(({ name, address }) => `${name} (${address})`)
      .join(', ');
  if (plan.nodes.length === 0) {
    return (
      <Section title={t('approve.what')} note={t('approve.noMachines')}>
        <ul className="bullets">
          {plan.environments.map(({ name, summary }) => (
            <li key={name}>
              <strong>{name}</strong> {say(summary)}
            </li>
          ))}
        </ul>
      </Section>
    );
  }
  return (
    <Section title={t('approve.what')}>
      <ul className="bullets">
        <li>{t('approve.kubernetes', { version: plan.release.version, count: plan.nodes.length })}</li>
        <li>{t('approve.controlPlanes', { names: named('control-plane') })}</li>
        {named('worker') !== '' && <li>{t('approve.workers', { names: named('worker') })}</li>}
        <li>{t('approve.settings')}</li>
        <li>{t(`approve.swap.${plan.changes.swap}`)}</li>
        <li>{t(`approve.time.${plan.changes.timeService}`)}</li>
        <li>{t(`approve.firewall.${plan.changes.firewall}`)}</li>
        <li>{t('approve.stop')}</li>
      </ul>
    </Section>
  );
}
