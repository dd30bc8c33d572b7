import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ConflictView, IntakeView } from '../../../main/contract/intake.contract.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { moment } from '../../ui/format.ts';
import { Failure } from '../shared/failure.tsx';
import { ReplannedNote } from './replanned-note.tsx';

interface ConflictDialogProps {
  readonly view: IntakeView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Two answers to one question, side by side; somebody chooses, and the plan follows. */
export function ConflictDialog({ view, isOpen, onClose }: ConflictDialogProps) {
  const { t, say } = useWords();
  const resolve = useAct((client, wanted: { question: string; row?: string; choice: 'known' | 'incoming' }) =>
    client.intake.resolve(wanted),
  );
  const [first] = view.conflicts;
  const question = view.questions.find(({ id }) => id === first?.question);
  const close = () => {
    resolve.reset();
    onClose();
  };
  if (isOpen && resolve.data && first === undefined)
    return (
      <Dialog title={t('intake.conflict.settled')} closeWord={t('intake.conflict.close')} onClose={close}>
        <ReplannedNote plan={resolve.data} />
      </Dialog>
    );
  if (!isOpen || first === undefined || question === undefined) return null;
  return (
    <Dialog
      title={t('intake.conflict.title', { count: view.conflicts.length })}
      closeWord={t('intake.conflict.later')}
      onClose={close}
    >
      <div className="conflict">
        <Failure of={[resolve.error]} />
        <h3>
          {say(question.title)}
          {first.row !== undefined && ` · ${first.row}`}
        </h3>
        <p className="muted">{say(question.why)}</p>
        <div className="conflict-sides">
          {(['known', 'incoming'] as const).map((side) => (
            <Side key={side} conflict={first} side={side} view={view}>
              <Button
                loading={resolve.isPending}
                onClick={() =>
                  resolve.mutate({
                    question: first.question,
                    ...(first.row === undefined ? {} : { row: first.row }),
                    choice: side,
                  })
                }
              >
                {t(`intake.conflict.take.${side}`)}
              </Button>
            </Side>
          ))}
        </div>
        <div className="actions">
          <Button onClick={close}>{t('intake.conflict.later')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

interface SideProps {
  readonly conflict: ConflictView;
  readonly side: 'known' | 'incoming';
  readonly view: IntakeView;
  readonly children: ReactNode;
}

function Side({ conflict, side, view, children }: SideProps) {
  const { t, say } = useWords();
  const given = conflict[side];
  const other = conflict[side === 'known' ? 'incoming' : 'known'];
  const question = view.questions.find(({ id }) => id === conflict.question);
  const columns = question?.form === 'table' ? question.columns : [];
  const rowOf = (cells: unknown) => (Array.isArray(cells) ? ((cells[0] ?? {}) as Record<string, string>) : {});
  const [mine, theirs] = [rowOf(given?.cells), rowOf(other?.cells)];
  return (
    <section className="conflict-side" aria-label={t(`intake.conflict.${side}`)}>
      <h4>{t(`intake.conflict.${side}`)}</h4>
      {given === null && <p>{t('intake.conflict.nothing')}</p>}
      {typeof given?.cells === 'string' && <p className="conflict-value">{given.cells}</p>}
      {given !== null && columns.length > 0 && (
        <dl className="conflict-row">
          {columns
            .filter(({ id }) => mine[id] !== undefined || theirs[id] !== undefined)
            .map(({ id, title }) => (
              <div key={id} className={mine[id] === theirs[id] ? undefined : 'is-different'}>
                <dt>{say(title)}</dt>
                <dd>{mine[id] ?? '—'}</dd>
              </div>
            ))}
        </dl>
      )}
      {given !== null && (
        <p className="muted">
          {[given.by, given.at === '' ? '' : moment(given.at), t(`intake.way.${given.way}`), given.from]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      )}
      {children}
    </section>
  );
}
