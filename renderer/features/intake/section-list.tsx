import type { IntakeView } from '../../../main/contract/intake.contract.ts';
import type { Section } from '../../../main/model/site/section.ts';
import { useWords } from '../../i18n/words.ts';

interface SectionListProps {
  readonly view: IntakeView;
  readonly shown: Section;
  readonly onShow: (section: Section) => void;
}

/** Who answers what, and how far they are. */
export function SectionList({ view, shown, onShow }: SectionListProps) {
  const { t, say, language } = useWords();
  return (
    <nav className="section-list" aria-label={t('intake.sections')}>
      {view.completeness.sections.map(({ section, title, contacts, answered, open, unknown, conflicts }) => {
        const all = answered + open + unknown + conflicts;
        return (
          <button
            key={section}
            type="button"
            className="section-item"
            aria-current={section === shown ? 'true' : undefined}
            onClick={() => onShow(section)}
          >
            <span className="section-title">{say(title)}</span>
            <span className="muted">
              {contacts.map(({ name }) => name).join(language === 'zh' ? '、' : ', ') || t('intake.nobody')}
            </span>
            <progress max={Math.max(all, 1)} value={answered} aria-label={t('intake.progress', { answered, all })} />
            <span className="muted">
              {[
                t('intake.progress', { answered, all }),
                ...(unknown > 0 ? [t('intake.countUnknown', { count: unknown })] : []),
                ...(conflicts > 0 ? [t('intake.countConflicts', { count: conflicts })] : []),
              ].join(' · ')}
            </span>
          </button>
        );
      })}
    </nav>
  );
}
