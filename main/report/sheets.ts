import type { z } from 'zod';
import type { Block } from '../model/report/document.ts';

type ParsedBlock = z.output<typeof Block>;

/** Blocks that stand on pages of the same orientation. */
export interface Sheet {
  readonly isLying: boolean;
  readonly blocks: readonly ParsedBlock[];
}

/** Parts a document where its pages turn; a break that turns nothing stays a block. */
export function sheets(blocks: readonly ParsedBlock[]): Sheet[] {
  const all: { isLying: boolean; blocks: ParsedBlock[] }[] = [{ isLying: false, blocks: [] }];
  for (const block of blocks) {
    const current = all.at(-1);
    const isLying = block.type === 'page-break' ? block.orientation === 'landscape' : current?.isLying;
    if (block.type === 'page-break' && isLying !== current?.isLying)
      all.push({ isLying: isLying === true, blocks: [] });
    else current?.blocks.push(block);
  }
  return all.filter(({ blocks: own }) => own.length > 0);
}
