import type { ReactNode } from 'react';
import { useSettings } from '../../app/settings.tsx';

/** The second voice: there for who asked for it. */
export function Technical({ children }: { readonly children: ReactNode }) {
  return useSettings().isTechnical ? children : null;
}
