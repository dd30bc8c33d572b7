import { useCallback, useEffect, useState } from 'react';

/** Opened and closed by button or Ctrl+`, the one key combination a shell in the terminal never sees. */
export function useTerminalToggle(): { readonly isTerminalOpen: boolean; readonly toggleTerminal: () => void } {
  const [isTerminalOpen, setOpen] = useState(false);
  const toggleTerminal = useCallback(() => setOpen((isOpen) => !isOpen), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.code !== 'Backquote') return;
      event.preventDefault();
      event.stopPropagation();
      toggleTerminal();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [toggleTerminal]);
  return { isTerminalOpen, toggleTerminal };
}
