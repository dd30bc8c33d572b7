import { TerminalButton } from '../features/terminal/terminal-button.tsx';
import { TerminalPanel } from '../features/terminal/terminal-panel.tsx';
import { useTerminalToggle } from '../features/terminal/use-terminal-toggle.ts';
import { useWords } from '../i18n/words.ts';
import { Header } from './header.tsx';
import { pages } from './pages.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route.ts';

/** The engineer's workspace: stages at the left, one page at a time. */
export function Shell() {
  const route = useRoute();
  const { t } = useWords();
  const { isTerminalOpen, toggleTerminal } = useTerminalToggle();
  const Page = pages[route];
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </button>
      <Header>
        <TerminalButton isOpen={isTerminalOpen} onToggle={toggleTerminal} />
      </Header>
      <div className="workspace">
        <Rail current={route} />
        <main id="main" tabIndex={-1} key={route}>
          <Page />
        </main>
      </div>
      {isTerminalOpen && <TerminalPanel onClose={toggleTerminal} />}
    </div>
  );
}
