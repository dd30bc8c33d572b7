import type { Block } from '../model/report/document.ts';

/** Blocks that stand on pages of the same orientation. */
export interface Sheet<Own extends Block> {
  readonly isLying: boolean;
  readonly blocks: readonly Own[];
}

/** Parts a document where its pages turn; a break that turns nothing stays a block. */
export function sheets<Own extends Block>(blocks: readonly Own[]): Sheet<Own>[] {
  const all: { isLying: boolean; blocks: Own[] }[] = [{ isLying: false, blocks: [] }];
  for (const block of blocks) {
    const current = all.at(-1);
    const isLying = block.type === 'page-break' ? block.orientation === 'landscape' : current?.isLying;
    if (block.type === 'page-break' && isLying !== current?.isLying)
      all.push({ isLying: isLying === true, blocks: [] });
    else current?.blocks.push(block);
  }
  return all.filter(({ blocks: own }) => own.length > 0);
}
