import { homedir } from 'node:os';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { TerminalOpener } from '../../ports/terminal.ts';
import { shellEnvironment } from './shell-environment.ts';

/** Shells of the person who runs this program, on this computer. The driver is native and optional: it may not be there. */
export const localTerminals: TerminalOpener = {
  async missing() {
    return await loadDriver().then(
      () => undefined,
      (error: FerrymanError) => error,
    );
  },
  async open({ columns, rows }, { onOutput, onExit }) {
    const { spawn } = await loadDriver();
    const [program, parameters] = shellOf(process.platform, process.env);
    const shell = spawn(program, [...parameters], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd: homedir(),
      env: shellEnvironment(process.env),
    });
    shell.onData(onOutput);
    shell.onExit(({ exitCode }) => onExit(exitCode));
    return {
      write: (text) => shell.write(text),
      resize: (newColumns, newRows) => shell.resize(newColumns, newRows),
      pause: () => shell.pause(),
      resume: () => shell.resume(),
      end: () => shell.kill(),
    };
  },
};

async function loadDriver(): Promise<typeof import('node-pty')> {
  try {
    const { default: driver } = await import('node-pty');
    return driver;
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new FerrymanError(
      'TERMINAL_E0001',
      { system: `${process.platform}-${process.arch}` },
      { cause, evidence: detail },
    );
  }
}

function shellOf(
  platform: NodeJS.Platform,
  { SHELL }: Readonly<Record<string, string | undefined>>,
): readonly [string, readonly string[]] {
  return platform === 'win32' ? ['powershell.exe', ['-NoLogo']] : [SHELL || '/bin/sh', []];
}
