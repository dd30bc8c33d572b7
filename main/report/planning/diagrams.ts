import type { Block, Document } from '../../model/report/document.ts';
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
      const [network, services] = [networkPicture(plan, environment), servicePicture(plan, environment)];
      return [
        turned(network),
        {
          type: 'heading' as const,
          level: 2 as const,
          id: `network-${environment.name}`,
          text: text(`${kind.zh}环境 ${environment.name}：网络`, `${environment.name}: network`),
        },
        network,
        turned(services),
        {
          type: 'heading' as const,
          level: 2 as const,
          id: `services-${environment.name}`,
          text: text(`${kind.zh}环境 ${environment.name}：服务`, `${environment.name}: services`),
        },
        services,
      ];
    }),
  ]);
}

/** A page that lies for a picture that is broad, one that stands for a tall one. */
function turned(picture: Block): Block {
  const isTall = picture.type === 'picture' && picture.height > picture.width * 0.85;
  return { type: 'page-break', orientation: isTall ? 'portrait' : 'landscape' };
}
