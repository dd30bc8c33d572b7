import { Button } from 'antd';
import type { PushPlanView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { bytes } from '../../ui/format.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';

interface PushPlanProps {
  readonly plan: PushPlanView;
  readonly isStarting: boolean;
  readonly onPush: () => void;
}

/** What is missing there, how much would be sent, and the room its projects have; nothing was changed yet. */
export function PushPlan({ plan, isStarting, onPush }: PushPlanProps) {
  const { t } = useWords();
  const { registry, folder, bundle, missingImages, presentImages, missingBlobs, sendBytes, projects, obstacles } = plan;
  const place = folder === '' ? registry : `${registry}/${folder}`;
  const missing = t('bundle.pushTo.missing', { count: missingImages.length });
  return (
    <Section title={t('bundle.pushTo.plan', { name: bundle.name, version: bundle.version, place })}>
      {obstacles.map((problem) => (
        <ErrorCard key={problem.message.en} record={problem} />
      ))}
      <KeyValues
        rows={[
          [t('bundle.pushTo.images'), `${missing} · ${t('bundle.pushTo.present', { count: presentImages.length })}`],
          [t('bundle.pushTo.send'), t('bundle.pushTo.sendNote', { bytes: bytes(sendBytes), count: missingBlobs })],
        ]}
      />
      {projects.length > 0 && (
        <DataTable
          caption={t('bundle.pushTo.projects')}
          columns={[
            t('bundle.pushTo.project'),
            t('bundle.pushTo.state'),
            t('bundle.pushTo.needed'),
            t('bundle.pushTo.free'),
          ]}
          rows={projects.map(({ name, isNew, neededBytes, freeBytes }) => ({
            key: name,
            cells: [
              <code key="name" className="wrap-anywhere">
                {name}
              </code>,
              t(isNew ? 'bundle.pushTo.new' : 'bundle.pushTo.there'),
              bytes(neededBytes),
              freeBytes === null ? t('bundle.pushTo.noQuota') : bytes(freeBytes),
            ],
          }))}
        />
      )}
      {missingImages.length > 0 && (
        <DataTable
          caption={missing}
          columns={[t('bundle.item'), t('bundle.pushTo.as')]}
          rows={missingImages.map(({ name, repository, reference }) => ({
            key: name,
            cells: [
              <span key="name" className="wrap-anywhere">
                {name}
              </span>,
              <code key="as" className="wrap-anywhere">
                {repository}
                {reference.startsWith('sha256:') ? '@' : ':'}
                {reference}
              </code>,
            ],
          }))}
        />
      )}
      <div className="actions">
        <Button type="primary" disabled={obstacles.length > 0} loading={isStarting} onClick={onPush}>
          {t('bundle.pushTo.start')}
        </Button>
      </div>
    </Section>
  );
}
