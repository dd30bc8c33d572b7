import { useExplanation } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../shared/failure.tsx';
import { ExplanationView } from './explanation-view.tsx';
import { useShownPlan } from './plan-context.tsx';

interface FigureDialogProps {
  readonly figure: string | undefined;
  readonly onClose: () => void;
}

/** What explains a figure, beside the page it stands on. */
export function FigureDialog({ figure, onClose }: FigureDialogProps) {
  const { t } = useWords();
  if (figure === undefined) return null;
  return (
    <Dialog title={t('plan.explain.title')} closeWord={t('plan.explain.close')} isAside onClose={onClose}>
      <Explained key={figure} figure={figure} />
    </Dialog>
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
