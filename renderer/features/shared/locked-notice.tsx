import { LockOutlined } from '@ant-design/icons';
import type { Stage } from '../../../main/contract/site.contract.ts';
import { useOverview } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';

/** Why this stage cannot be worked on yet. */
export function LockedNotice({ stage }: { readonly stage: Stage['id'] }) {
  const { say } = useWords();
  const found = useOverview().data?.stages.find(({ id }) => id === stage);
  if (found?.state !== 'locked' || found.reason === undefined) return null;
  return (
    <p className="notice">
      <LockOutlined aria-hidden /> {say(found.reason)}
    </p>
  );
}

export function useStageState(stage: Stage['id']): Stage['state'] | undefined {
  return useOverview().data?.stages.find(({ id }) => id === stage)?.state;
}
