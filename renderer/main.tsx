import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/parts.css';
import './theme/tables.css';
import './theme/intake.css';
import './theme/plan.css';
import './theme/bundle.css';
import './theme/terminal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connect } from './app/client.ts';
import { startWords } from './i18n/words.ts';

const root = document.getElementById('root');
if (root !== null) {
  startWords();
  const client = await connect();
  createRoot(root).render(
    <StrictMode>
      <App client={client} role={document.documentElement.dataset.role === 'customer' ? 'customer' : 'engineer'} />
    </StrictMode>,
  );
}
