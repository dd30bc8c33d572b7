import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { withNonce } from './with-nonce.ts';

/** A terminal's screen fitted into an element; dark by day and by night, as terminals are. */
export function openScreen(element: HTMLElement): { readonly terminal: Terminal; close(): void } {
  const terminal = new Terminal({
    fontFamily: 'ui-monospace, SFMono-Regular, Consolas, "Noto Sans Mono CJK SC", monospace',
    fontSize: 13,
    theme: { background: '#10181a', foreground: '#e4ebe9', cursor: '#e4ebe9', selectionBackground: '#3b5a5e' },
    screenReaderMode: true,
    scrollback: 5_000,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  withNonce(() => terminal.open(element));
  fit.fit();
  const watcher = new ResizeObserver(() => fit.fit());
  watcher.observe(element);
  terminal.focus();
  return {
    terminal,
    close() {
      watcher.disconnect();
      terminal.dispose();
    },
  };
}
