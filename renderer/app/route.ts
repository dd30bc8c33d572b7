import { useSyncExternalStore } from 'react';
import { stageIds } from '../../main/contract/site.contract.ts';

export const routes = ['home', ...stageIds] as const;
export type Route = (typeof routes)[number];

/** The page shown, kept in the address so that a reload comes back to it. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

export function hrefOf(route: Route): string {
  return `#/${route}`;
}

export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

function currentRoute(): Route {
  const name = location.hash.replace(/^#\/?/, '');
  return routes.find((route) => route === name) ?? 'home';
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}
