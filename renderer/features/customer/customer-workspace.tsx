import { Header } from '../../app/header.tsx';
import { hrefOf, useRoute } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { CustomerAnswers } from './customer-answers.tsx';
import { CustomerPage } from './customer-page.tsx';

/** What the customer's staff see: how the deployment stands, and the questions that are theirs. */
export function CustomerWorkspace() {
  const { t } = useWords();
  const isAnswering = useRoute() === 'requirements';
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </button>
      <Header hasTechnical={false}>
        <nav className="customer-nav" aria-label={t('customer.pages')}>
          <a href={hrefOf('home')} aria-current={isAnswering ? undefined : 'page'}>
            {t('customer.title')}
          </a>
          <a href={hrefOf('requirements')} aria-current={isAnswering ? 'page' : undefined}>
            {t('customer.answers')}
          </a>
        </nav>
      </Header>
      {isAnswering ? <CustomerAnswers /> : <CustomerPage />}
    </div>
  );
}
