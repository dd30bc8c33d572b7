import { CodeOutlined, ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { chosenFile, saveFile } from '../../ui/save-file.ts';
import { Failure } from '../shared/failure.tsx';
import { ReplannedNote } from './replanned-note.tsx';

/** The script a customer runs alone on a server, and what it brought back. */
export function CollectorCard() {
  const { t } = useWords();
  const script = useAct((client) => client.intake.collector({ reach: [] }));
  const take = useAct((client, files: { name: string; base64: string }[]) => client.intake.importFacts(files));
  return (
    <div className="exchange">
      <p className="muted">{t('intake.collector.note')}</p>
      <div className="actions">
        <Button
          icon={<CodeOutlined aria-hidden />}
          loading={script.isPending}
          onClick={() => script.mutate(undefined, { onSuccess: saveFile })}
        >
          {t('intake.collector')}
        </Button>
        <FileButton
          accept=".txt"
          isMany
          isBusy={take.isPending}
          icon={<ImportOutlined aria-hidden />}
          onFiles={async (files) => take.mutate(await Promise.all(files.map(chosenFile)))}
        >
          {t('intake.importFacts')}
        </FileButton>
      </div>
      {script.data !== undefined && (
        <p className="muted">
          SHA-256 <code>{script.data.sha256}</code>
        </p>
      )}
      <Failure of={[script.error, take.error]} />
      <div role="status">
        <ul className="bullets">
          {take.data?.taken.map(({ machine, file, isNew, isOlderThanKnown, corrected, unreachable, unclearDisks }) => (
            <li key={file}>
              {t(isOlderThanKnown ? 'intake.facts.older' : isNew ? 'intake.facts.new' : 'intake.facts.taken', {
                machine,
                file,
              })}
              {corrected.length > 0 && ` ${t('intake.facts.corrected', { corrected: corrected.join('; ') })}`}
              {unclearDisks.length > 0 && ` ${t('intake.facts.disks', { disks: unclearDisks.join(', ') })}`}
              {unreachable.length > 0 && ` ${t('intake.facts.unreachable', { targets: unreachable.join(', ') })}`}
            </li>
          ))}
        </ul>
        {take.data !== undefined && <ReplannedNote plan={take.data.plan} />}
      </div>
    </div>
  );
}
