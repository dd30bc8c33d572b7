import { describe, expect, test } from 'vitest';
import { localTerminals } from '../../../main/adapters/pty/local-terminals.ts';
import { shellEnvironment } from '../../../main/adapters/pty/shell-environment.ts';

const missing = await localTerminals.missing();
if (missing !== undefined) console.warn(`the real terminal is skipped: ${missing.message}`);

test('a shell gets what a person needs, and nothing of the program around it', () => {
  const own = {
    PATH: '/usr/bin',
    LC_ALL: 'zh_CN.UTF-8',
    FERRYMAN_HOME: '/h',
    FERRYMAN_SITE: 's',
    NODE_OPTIONS: '--inspect',
    ELECTRON_RUN_AS_NODE: '1',
    DATABASE_PASSWORD: 'hunter2',
    HOME: undefined,
  };
  expect(shellEnvironment(own)).toEqual({
    PATH: '/usr/bin',
    LC_ALL: 'zh_CN.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
  });
});

describe.skipIf(missing !== undefined || process.platform === 'win32')('a real terminal', () => {
  test('shows what is typed, knows its size, keeps secrets out, and says how it ended', async () => {
    process.env.FERRYMAN_TEST_SECRET = 'hunter2';
    let seen = '';
    let onShown: () => void = () => undefined;
    const shown = (text: string) =>
      new Promise<void>((resolve) => {
        onShown = () => (seen.includes(text) ? resolve() : undefined);
        onShown();
      });
    const exit = Promise.withResolvers<number>();
    const terminal = await localTerminals.open(
      { columns: 91, rows: 23 },
      {
        onOutput: (text) => {
          seen += text;
          onShown();
        },
        onExit: exit.resolve,
      },
    );
    terminal.write('stty size; echo "[$FERRYMAN_TEST_SECRET]" 摆"渡"\r');
    await shown('23 91');
    await shown('[] 摆渡');
    terminal.resize(120, 40);
    terminal.write('stty size\r');
    await shown('40 120');
    terminal.write('exit 7\r');
    expect(await exit.promise).toBe(7);
    expect(seen).not.toContain('hunter2');
    delete process.env.FERRYMAN_TEST_SECRET;
  });

  test('is ended from outside', async () => {
    const exit = Promise.withResolvers<number>();
    const terminal = await localTerminals.open(
      { columns: 80, rows: 24 },
      { onOutput: () => undefined, onExit: exit.resolve },
    );
    terminal.end();
    expect(typeof (await exit.promise)).toBe('number');
  });
});
