import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { amount } from './amount.ts';
import { useShownPlan } from './plan-context.tsx';

interface FigureProps {
  /** Name of the figure in the plan, such as production.machines.worker.count. */
  readonly id: string | undefined;
  /** In place of the figure's own value. */
  readonly children?: ReactNode;
}

/** A figure that explains itself when asked; where the plan has none of that name, the words alone. */
export function Figure({ id, children }: FigureProps) {
  const { plan, explain } = useShownPlan();
  const { say, language } = useWords();
  const figure = id === undefined || !Object.hasOwn(plan.figures, id) ? undefined : plan.figures[id];
  if (id === undefined || figure === undefined) return <>{children}</>;
  return (
    <button
      type="button"
      className="figure"
      aria-haspopup="dialog"
      title={say(figure.meaning)}
      onClick={() => explain(id)}
    >
      {children ?? amount(figure.value, figure.unit, language)}
    </button>
  );
}
