import { HomeOutlined } from '@ant-design/icons';
import { useWords } from '../i18n/words.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useOverview } from './queries.ts';
import { hrefOf, type Route } from './route.ts';

/** The stages of a delivery, each with its state; a locked one says why and can still be looked at. */
export function Rail({ current }: { readonly current: Route }) {
  const { t, say } = useWords();
  const { data } = useOverview();
  const firstLocked = data?.stages.find(({ state }) => state === 'locked')?.id;
  return (
    <nav className="rail" aria-label={t('shell.stages')}>
      <a className="rail-item" href={hrefOf('home')} aria-current={current === 'home' ? 'page' : undefined}>
        <HomeOutlined aria-hidden /> <span className="rail-title">{t('home.rail')}</span>
      </a>
      <ol>
        {data?.stages.map(({ id, state, reason }) => (
          <li key={id}>
            <a
              className={`rail-item ${state === 'locked' ? 'is-locked' : ''}`}
              href={hrefOf(id)}
              title={reason === undefined ? undefined : say(reason)}
              aria-current={current === id ? 'page' : undefined}
            >
              <span className="rail-title">{t(`stage.${id}`)}</span>
              <StateMark kind={state} word={t(`state.${state}`)} />
              {reason !== undefined && (
                <span className={id === firstLocked ? 'rail-reason' : 'visually-hidden'}>{say(reason)}</span>
              )}
            </a>
          </li>
        ))}
      </ol>
      {data !== undefined && <p className="rail-foot">{t('shell.version', { version: data.version })}</p>}
    </nav>
  );
}
