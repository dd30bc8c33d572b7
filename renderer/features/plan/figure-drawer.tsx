import { Drawer } from 'antd';
import { useExplanation } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';
import { ExplanationView } from './explanation-view.tsx';
import { useShownPlan } from './plan-context.tsx';

interface FigureDrawerProps {
  readonly figure: string | undefined;
  readonly onClose: () => void;
}

/** What explains a figure, beside the page it stands on. */
export function FigureDrawer({ figure, onClose }: FigureDrawerProps) {
  const { t } = useWords();
  return (
    <Drawer
      open={figure !== undefined}
      onClose={onClose}
      title={t('plan.explain.title')}
      closable={{ 'aria-label': t('plan.explain.close') }}
      size="min(32rem, 100vw)"
      destroyOnHidden
    >
      {figure !== undefined && <Explained figure={figure} />}
    </Drawer>
  );
}

function Explained({ figure }: { readonly figure: string }) {
  const { hash } = useShownPlan();
  const { data, error } = useExplanation(hash, figure);
  return (
    <>
      <Failure of={[error]} />
      {data !== undefined && <ExplanationView explanation={data} />}
    </>
  );
}
