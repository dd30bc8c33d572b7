import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { engineerOnly, engineerSecret } from './procedure.ts';

const Columns = z.number().int().min(2).max(500);
const Rows = z.number().int().min(1).max(300);

/** The first one names the terminal; the last one says that its shell has ended. */
export const TerminalEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), id: z.string() }),
  z.object({ type: z.literal('output'), text: z.string() }),
  z.object({ type: z.literal('exited'), exitCode: z.number() }),
]);
export type TerminalEvent = z.infer<typeof TerminalEvent>;

/** A shell on the computer Ferryman runs on, as the person who started it. Never the customer's. */
export const terminalContract = {
  /** Opens one and streams it; it ends with the stream, whoever leaves first. TERMINAL_E0001 none here · E0002 too many. */
  open: engineerOnly.input(z.object({ columns: Columns, rows: Rows })).output(eventIterator(TerminalEvent)),
  /** What was typed; it may be a password. TERMINAL_E0003 when it has ended. */
  write: engineerSecret.input(z.object({ id: z.string(), text: z.string().max(65_536) })).output(z.void()),
  resize: engineerOnly.input(z.object({ id: z.string(), columns: Columns, rows: Rows })).output(z.void()),
  close: engineerOnly.input(z.object({ id: z.string() })).output(z.void()),
};
