import { type RefObject, useEffect, useState } from 'react';
import { type Client, useClient } from '../../app/client.ts';
import { openScreen } from './screen.ts';

export type TerminalState =
  | { readonly kind: 'starting' | 'open' | 'cut' }
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'refused'; readonly error: unknown };

/** A shell on the screen in `place`, for as long as the panel is there. */
export function useTerminal(place: RefObject<HTMLElement | null>): TerminalState {
  const client = useClient();
  const [state, setState] = useState<TerminalState>({ kind: 'starting' });
  useEffect(() => {
    if (place.current === null) return;
    const screen = openScreen(place.current);
    const leaving = new AbortController();
    void runShell(client, screen.terminal, leaving.signal, setState);
    return () => {
      leaving.abort();
      screen.close();
    };
  }, [client, place]);
  return state;
}

async function runShell(
  client: Client,
  terminal: ReturnType<typeof openScreen>['terminal'],
  signal: AbortSignal,
  say: (state: TerminalState) => void,
): Promise<void> {
  let isOpen = false;
  try {
    const events = await client.terminal.open({ columns: terminal.cols, rows: terminal.rows }, { signal });
    for await (const event of events) {
      if (event.type === 'output') terminal.write(event.text);
      else if (event.type === 'exited') return say({ kind: 'exited', exitCode: event.exitCode });
      else {
        isOpen = true;
        say({ kind: 'open' });
        attach(client, terminal, event.id);
      }
    }
    if (!signal.aborted) say({ kind: 'cut' });
  } catch (error) {
    if (!signal.aborted) say(isOpen ? { kind: 'cut' } : { kind: 'refused', error });
  }
}

/** Keys go out one after the other: two calls under way at once could change places. */
function attach(client: Client, terminal: ReturnType<typeof openScreen>['terminal'], id: string): void {
  let waiting = '';
  let isSending = false;
  const send = async () => {
    if (isSending) return;
    isSending = true;
    while (waiting !== '') {
      const text = waiting.slice(0, 16_384);
      waiting = waiting.slice(text.length);
      // a shell that has ended says so in its stream
      await client.terminal.write({ id, text }).catch(() => undefined);
    }
    isSending = false;
  };
  terminal.onData((typed) => {
    waiting += typed;
    void send();
  });
  terminal.onResize(({ cols, rows }) => {
    void client.terminal.resize({ id, columns: cols, rows }).catch(() => undefined);
  });
}
