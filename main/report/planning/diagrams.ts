import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { networkPicture } from './network-picture.ts';
import { type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { servicePicture } from './service-picture.ts';
import { environmentKinds } from './words.ts';

/** 网络与部署拓扑图: drawn from the plan, so that they never differ from its tables. */
export function diagrams(input: PlanningInput): Document {
  const { plan } = input;
  return planningDocument(input, text('网络与部署拓扑图', 'Network and topology diagrams'), [
    planIdentity(input),
    ...plan.environments.flatMap((environment) => {
      const kind = environmentKinds[environment.kind];
      return [
        { type: 'page-break' as const, orientation: 'landscape' as const },
        {
          type: 'heading' as const,
          level: 2 as const,
          id: `network-${environment.name}`,
          text: text(`${kind.zh}环境 ${environment.name}：网络`, `${environment.name}: network`),
        },
        networkPicture(plan, environment),
        { type: 'page-break' as const, orientation: 'landscape' as const },
        {
          type: 'heading' as const,
          level: 2 as const,
          id: `services-${environment.name}`,
          text: text(`${kind.zh}环境 ${environment.name}：服务`, `${environment.name}: services`),
        },
        servicePicture(plan, environment),
      ];
    }),
  ]);
}
