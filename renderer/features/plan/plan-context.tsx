import { createContext, useContext } from 'react';
import type { PlanView } from '../../../main/contract/plan.contract.ts';

interface PlanAccess extends PlanView {
  /** Opens what explains a figure, beside the page. */
  readonly explain: (figure: string) => void;
}

const PlanContext = createContext<PlanAccess | undefined>(undefined);
export const PlanProvider = PlanContext.Provider;

/** The plan on the page. */
export function useShownPlan(): PlanAccess {
  const access = useContext(PlanContext);
  if (access === undefined) throw new Error('no plan given');
  return access;
}
