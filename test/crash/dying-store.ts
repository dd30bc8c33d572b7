import type { SiteStore } from '../../main/ports/site-store.ts';

export class Died extends Error {}

/** The site file of a process that dies after `entries` more journal entries: what comes later never reaches the disk. */
export function dyingStore(store: SiteStore, entries: number): SiteStore {
  let left = entries;
  const append: SiteStore['append'] = (operationId, event) => {
    if (left === 0) return Promise.reject(new Died('the process is gone'));
    left -= 1;
    return store.append(operationId, event);
  };
  return new Proxy(store, {
    get(target, key) {
      if (key === 'append') return append;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
