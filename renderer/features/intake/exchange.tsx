import { DownloadOutlined, FileTextOutlined, ImportOutlined, SnippetsOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ImportResult, IntakeView } from '../../../main/contract/intake.contract.ts';
import { recordOf } from '../../app/error-record.ts';
import { useAct } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { Section } from '../../ui/page.tsx';
import { chosenFile, saveFile } from '../../ui/save-file.ts';
import { WrongFields } from '../shared/wrong-fields.tsx';
import { CollectorCard } from './collector-card.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { ReplannedNote } from './replanned-note.tsx';

interface ExchangeProps {
  readonly view: IntakeView;
  /** An import left two answers to one question. */
  readonly onConflict: () => void;
}

/** Questions out to people who have no app, and their answers in. */
export function Exchange({ view, onConflict }: ExchangeProps) {
  const { t, language } = useWords();
  const [isPasting, setIsPasting] = useState(false);
  const workbook = useAct((client) => client.intake.exportWorkbook({ language }));
  const page = useAct((client, contact: string) => client.intake.exportPage({ language, contact }));
  const take = useAct((client, file: { name: string; base64: string }) => client.intake.importFile(file));
  const contacts = view.completeness.contacts;
  const [contact, setContact] = useState('');
  const chosen = contacts.some(({ id }) => id === contact) ? contact : (contacts[0]?.id ?? '');
  const error = workbook.error ?? page.error ?? take.error;
  const bring = (file: { name: string; base64: string }) =>
    take.mutate(file, { onSuccess: ({ conflicts }) => conflicts.length > 0 && onConflict() });
  return (
    <Section title={t('intake.exchange')} note={t('intake.exchange.note')}>
      <div className="exchange">
        <div className="actions">
          <Button
            icon={<DownloadOutlined aria-hidden />}
            loading={workbook.isPending}
            onClick={() => workbook.mutate(undefined, { onSuccess: saveFile })}
          >
            {t('intake.exportWorkbook')}
          </Button>
          {contacts.length > 0 && (
            <>
              <select
                className="choice is-short"
                aria-label={t('intake.pageFor')}
                value={chosen}
                onChange={({ target }) => setContact(target.value)}
              >
                {contacts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <Button
                icon={<FileTextOutlined aria-hidden />}
                loading={page.isPending}
                onClick={() => page.mutate(chosen, { onSuccess: saveFile })}
              >
                {t('intake.exportPage')}
              </Button>
            </>
          )}
        </div>
        {contacts.length === 0 && <p className="muted">{t('intake.noContacts')}</p>}
        <div className="actions">
          <FileButton
            accept=".xlsx,.json,.txt"
            isBusy={take.isPending}
            icon={<ImportOutlined aria-hidden />}
            onFiles={async ([file]) => file !== undefined && bring(await chosenFile(file))}
          >
            {t('intake.import')}
          </FileButton>
          <Button icon={<SnippetsOutlined aria-hidden />} onClick={() => setIsPasting(true)}>
            {t('intake.paste')}
          </Button>
        </div>
      </div>
      {error !== null && <WrongFields record={recordOf(error)} title={t('intake.refused')} />}
      <div role="status">{take.data !== undefined && error === null && <Taken result={take.data} view={view} />}</div>
      <CollectorCard />
      <PasteDialog
        isOpen={isPasting}
        onClose={() => setIsPasting(false)}
        onPaste={(code) => {
          setIsPasting(false);
          bring({ name: t('intake.pasteName'), base64: btoa(code.replaceAll(/[^\x20-\x7e]/g, '')) });
        }}
      />
    </Section>
  );
}

function Taken({ result, view }: { readonly result: ImportResult; readonly view: IntakeView }) {
  const { t, say } = useWords();
  const { taken, conflicts, unknown, strangers, plan } = result;
  const titles = taken.flatMap((id) => view.questions.find((question) => question.id === id)?.title ?? []);
  return (
    <div className="notice is-calm">
      <div>
        <p>{t('intake.taken', { taken: taken.length, unknown: unknown.length, conflicts: conflicts.length })}</p>
        {titles.length > 0 && <p className="muted">{titles.map(say).join(' · ')}</p>}
        {strangers.length > 0 && <p>{t('intake.strangers')}</p>}
        <ul className="bullets">
          {strangers.map(({ place, text: note }) => (
            <li key={place}>
              <code>{place}</code> {note}
            </li>
          ))}
        </ul>
        {plan !== null && <ReplannedNote plan={plan} />}
      </div>
    </div>
  );
}
