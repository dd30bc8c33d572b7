import { z } from 'zod';
import { type Text, text } from '../text.ts';

/**
 * How an image of a chart became known: `image` names one in a rendered object, `text` is an argument, variable or
 * configuration that holds one, `catalog` lists what an operator pulls at run time.
 */
const foundWays = ['image', 'text', 'catalog'] as const;

export const FoundImage = z.strictObject({
  /** The full reference, such as docker.io/library/nginx:1.29. */
  name: z.string().min(1),
  found: z
    .array(
      z.strictObject({
        way: z.enum(foundWays),
        /** The object, such as Deployment/apps/web; of the catalog, the component. */
        in: z.string().min(1),
      }),
    )
    .min(1),
});
export type FoundImage = z.infer<typeof FoundImage>;
export type Finding = FoundImage['found'][number];

const wayTexts: Readonly<Record<(typeof foundWays)[number], Text>> = {
  image: text('镜像字段', 'image of'),
  text: text('文本', 'text of'),
  catalog: text('目录', 'catalog'),
};

/** How an image was found, as words before where. */
export function foundWayText(way: (typeof foundWays)[number]): Text {
  return wayTexts[way];
}
