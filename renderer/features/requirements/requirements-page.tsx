import { Button } from 'antd';
import { useState } from 'react';
import { useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Page, Section } from '../../ui/page.tsx';
import { ConflictDialog } from '../intake/conflict-dialog.tsx';
import { Exchange } from '../intake/exchange.tsx';
import { GuidedQuestionnaire } from '../intake/guided-questionnaire.tsx';
import { useIntake } from '../intake/use-intake.ts';
import { Failure } from '../shared/failure.tsx';
import { MachineTable } from './machine-table.tsx';
import { SourceEditor } from './source-editor.tsx';

export function RequirementsPage() {
  const { t } = useWords();
  const saved = useSite('requirements');
  const intake = useIntake();
  const [isChoosing, setIsChoosing] = useState(false);
  const conflicts = intake.data?.conflicts.length ?? 0;
  return (
    <Page
      title={t('stage.requirements')}
      lead={t('stage.requirements.lead')}
      actions={
        conflicts > 0 && (
          <Button type="primary" onClick={() => setIsChoosing(true)}>
            {t('intake.conflict.settle', { count: conflicts })}
          </Button>
        )
      }
    >
      <Failure of={[saved.error, intake.error]} />
      {intake.data !== undefined && (
        <>
          <Exchange view={intake.data} onConflict={() => setIsChoosing(true)} />
          <GuidedQuestionnaire view={intake.data} />
          <ConflictDialog view={intake.data} isOpen={isChoosing} onClose={() => setIsChoosing(false)} />
        </>
      )}
      <details className="card advanced">
        <summary>{t('intake.advanced')}</summary>
        <SourceEditor />
      </details>
      {saved.data && (
        <Section title={t('requirements.machines')}>
          <MachineTable requirements={saved.data.requirements} />
        </Section>
      )}
    </Page>
  );
}
