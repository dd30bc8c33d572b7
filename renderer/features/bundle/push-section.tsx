import { Button } from 'antd';
import { registryHost } from '../../../main/model/plan/planned-registry.ts';
import { useAsk, usePlan } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { useIsBusy } from './bundle-work.tsx';

/** Only where the plan has a registry of ours: the installation pushes to it, and this does so again by hand. */
export function PushSection({ directory }: { readonly directory: string }) {
  const { t } = useWords();
  const registry = usePlan().view?.plan.siteRegistry;
  const push = useAsk((client) => client.bundle.push({ directory }));
  const isBusy = useIsBusy();
  if (registry === undefined) return null;
  const place = `${registry.machine} (${registryHost(registry)})`;
  return (
    <Section title={t('bundle.push.title')} note={t('bundle.push.note', { place })}>
      <div className="actions">
        <Button disabled={isBusy} loading={push.isPending} onClick={() => push.mutate(undefined)}>
          {t('bundle.push.start')}
        </Button>
      </div>
      <Failure of={[push.error]} />
    </Section>
  );
}
