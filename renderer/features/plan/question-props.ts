import type { WhatIfQuestion } from '../../../main/contract/plan.contract.ts';
import type { Requirements } from '../../../main/model/site/requirements.ts';

export interface QuestionProps {
  readonly view: { readonly source: string; readonly requirements: Requirements };
  readonly isAsking: boolean;
  readonly onAsk: (question: WhatIfQuestion) => void;
}
