import type { Product } from './product.ts';

/** Ids of the checks that remain open in the report that was written last, each once, in order. */
export function openChecks(product: Product): string[] {
  const { report } = JSON.parse(product.read('delivery-report.json')) as {
    report: { checks: readonly { id: string; outcome: string }[] };
  };
  const open = report.checks.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail');
  return [...new Set(open.map(({ id }) => id))].sort();
}

/** How fast a disk is that all lab hosts share with whatever else this machine does says nothing of the road. */
export const isOfTheRoad = (id: string): boolean => id !== 'etcd-disk';
