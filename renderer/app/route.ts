import { useSyncExternalStore } from 'react';
import { stageIds } from '../../main/contract/site.contract.ts';

export const routes = ['home', ...stageIds] as const;
export type Route = (typeof routes)[number];

/** The page shown, kept in the address so that a reload comes back to it. */
export function useRoute(): Route {
  const [name] = useAddress();
  return routes.find((route) => route === name) ?? 'home';
}

/** What follows the page in the address: `#/plan/services/production` gives `services`, `production`. */
export function useRoutePart(): readonly string[] {
  return useAddress().slice(1);
}

export function hrefOf(route: Route, ...part: readonly string[]): string {
  return `#/${[route, ...part.map(encodeURIComponent)].join('/')}`;
}

export function goTo(route: Route, ...part: readonly string[]): void {
  location.hash = hrefOf(route, ...part);
}

function useAddress(): string[] {
  return useSyncExternalStore(subscribe, currentAddress).split('/').map(decoded);
}

function currentAddress(): string {
  return location.hash.replace(/^#\/?/, '');
}

/** What somebody typed by hand may be no encoding at all. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}
