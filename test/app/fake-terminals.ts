import type { TerminalEvents, TerminalOpener, TerminalSize } from '../../main/ports/terminal.ts';

export interface FakeShell {
  readonly size: TerminalSize;
  readonly events: TerminalEvents;
  readonly calls: string[];
}

/** Shells that only write down what is done to them. */
export function fakeTerminals(): { readonly opener: TerminalOpener; readonly shells: FakeShell[] } {
  const shells: FakeShell[] = [];
  const opener: TerminalOpener = {
    missing: async () => undefined,
    open: async (size, events) => {
      const calls: string[] = [];
      shells.push({ size, events, calls });
      return {
        write: (text) => calls.push(`write ${text}`),
        resize: (columns, rows) => calls.push(`resize ${columns}x${rows}`),
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        end: () => calls.push('end'),
      };
    },
  };
  return { opener, shells };
}
