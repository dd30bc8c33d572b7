import type { IntakeView } from '../../../main/contract/intake.contract.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { LongName } from '../../ui/long-name.tsx';
import { Section } from '../../ui/page.tsx';

interface PersonChoiceProps {
  readonly view: IntakeView;
  readonly otherHref: string;
}

/** Who of the customer's side is here, and how many questions wait for each. */
export function PersonChoice({ view, otherHref }: PersonChoiceProps) {
  const { t } = useWords();
  return (
    <Section title={t('customer.whoAreYou')} note={t('customer.whoAreYou.note')}>
      <ul className="person-list">
        {view.completeness.contacts.map(({ id, name, open, unknown, conflicts, answered }) => (
          <li key={id}>
            <a href={hrefOf('requirements', 'as', id)}>
              <LongName name={name} />
              <span className="muted">
                {open + unknown + conflicts === 0
                  ? t('customer.allAnswered')
                  : t('customer.waiting', { open: open + unknown + conflicts, answered })}
              </span>
            </a>
          </li>
        ))}
        <li>
          <a href={otherHref}>
            {t('customer.notListed')}
            <span className="muted">{t('customer.notListed.note', { sections: view.sections.length })}</span>
          </a>
        </li>
      </ul>
    </Section>
  );
}
