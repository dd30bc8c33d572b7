import type { IntakePlanView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { bytes } from '../../ui/format.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';

/** What is on the medium and the room it needs, before anything is taken. */
export function IntakePlan({ plan }: { readonly plan: IntakePlanView }) {
  const { t, say, language } = useWords();
  const { name, version, signer, items, volumeCount, presentVolumes, missingVolumes, space } = plan;
  const listed = (numbers: readonly number[]) => numbers.join(language === 'zh' ? '、' : ', ');
  const held = bytes(space.heldBytes);
  return (
    <Section title={`${name} ${version}`}>
      {[...plan.obstacles, ...plan.damaged].map((problem) => (
        <ErrorCard key={`${problem.code} ${problem.message.en}`} record={problem} />
      ))}
      <KeyValues
        rows={[
          [t('bundle.plan.state'), t(`bundle.age.${plan.age}`, { current: plan.currentVersion ?? '' })],
          [t('bundle.signature'), t('bundle.signedBy', { signer: signer.name })],
          [t('bundle.fingerprint'), <code key="words">{say(signer.spoken)}</code>],
          ...(volumeCount === 0
            ? []
            : [
                [
                  t('bundle.plan.volumes'),
                  t('bundle.plan.volumesHere', { here: listed(presentVolumes), count: volumeCount }),
                ] as const,
              ]),
          ...(missingVolumes.length === 0 ? [] : [[t('bundle.plan.missing'), listed(missingVolumes)] as const]),
          [
            t('bundle.plan.store'),
            t('bundle.plan.storeNote', { bytes: bytes(space.storeBytes), held, free: bytes(space.freeBytes) }),
          ],
          [t('bundle.plan.registry'), bytes(space.registryBytes)],
          ...space.nodes.map(
            ({ platform, bytes: most }) => [t('bundle.plan.node', { platform }), bytes(most)] as const,
          ),
          [
            t('bundle.plan.place'),
            <code key="store" className="wrap-anywhere">
              {plan.store}
            </code>,
          ],
        ]}
      />
      <DataTable
        caption={t('bundle.contents', { count: items.length })}
        columns={[t('bundle.item'), t('bundle.version'), t('bundle.size')]}
        rows={items.map(({ artifact, version: of, sizeBytes }, index) => ({
          key: `${artifact} ${index}`,
          cells: [
            <span key="name" className="wrap-anywhere">
              {artifact}
            </span>,
            of === '' ? '–' : of,
            <span key="size" className="nowrap">
              {bytes(sizeBytes)}
            </span>,
          ],
        }))}
      />
    </Section>
  );
}
