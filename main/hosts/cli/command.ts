import type { Command } from 'commander';
import type { SiteSession } from '../../app/site-session.ts';
import type { ExitCode, Output } from './output.ts';

/** What a command is run with. */
export interface CommandContext {
  readonly output: Output;
  /** Opens a site file for the time of the command: `file`, else the one named by --site, else the only one here. */
  withSite(
    work: (session: SiteSession) => Promise<ExitCode>,
    options?: { readonly readOnly?: boolean; readonly file?: string },
  ): Promise<ExitCode>;
  /** A line from the person, hidden; undefined when nobody can be asked. */
  askHidden(question: string): Promise<string | undefined>;
  /** A line from the person; undefined when nobody can be asked. */
  ask(question: string): Promise<string | undefined>;
  /** Secrets given with --secrets-fd, by name. */
  readonly givenSecrets: Readonly<Record<string, string>>;
  readonly siteOption: string | undefined;
  /** A site was named, or one stands in this folder. */
  readonly hasSite: boolean;
}

/** Runs a command with everything it needs and sets the process's exit code. */
export type Run = (work: (context: CommandContext) => Promise<ExitCode>) => (...args: unknown[]) => Promise<void>;

/** Words of a help text, in the language asked for. */
export type Say = (zh: string, en: string) => string;

/** One file a command; it adds itself to the program. */
export type CommandModule = { readonly register: (program: Command, run: Run, say: Say) => void };
