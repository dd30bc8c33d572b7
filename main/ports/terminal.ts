import type { FerrymanError } from '../model/errors/ferryman-error.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalEvents {
  onOutput(text: string): void;
  onExit(exitCode: number): void;
}

/** A shell on this computer with a screen of its own. */
export interface LocalTerminal {
  write(text: string): void;
  resize(columns: number, rows: number): void;
  /** Holds the shell's output back until `resume`; nothing is lost. */
  pause(): void;
  resume(): void;
  end(): void;
}

export interface TerminalOpener {
  /** TERMINAL_E0001 where this computer has none; undefined where it has. */
  missing(): Promise<FerrymanError | undefined>;
  /** TERMINAL_E0001. */
  open(size: TerminalSize, events: TerminalEvents): Promise<LocalTerminal>;
}
