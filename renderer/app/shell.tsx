import { useWords } from '../i18n/words.ts';
import { Header } from './header.tsx';
import { pages } from './pages.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route.ts';

/** The engineer's workspace: stages at the left, one page at a time. */
export function Shell() {
  const route = useRoute();
  const { t } = useWords();
  const Page = pages[route];
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </button>
      <Header />
      <div className="workspace">
        <Rail current={route} />
        <main id="main" tabIndex={-1} key={route}>
          <Page />
        </main>
      </div>
    </div>
  );
}
