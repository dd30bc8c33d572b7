import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const electron = electronProgram();
const [program, parameters] =
  typeof electron === 'string'
    ? [electron, [root, ...process.argv.slice(2)]]
    : [
        process.execPath,
        [resolve(root, 'dist/main/cli.js'), 'web', '--practice', '--customer', ...process.argv.slice(2)],
      ];

if (typeof electron !== 'string') console.log(`${electron.en} / ${electron.zh}`);
const child = spawn(program, parameters, { stdio: 'inherit' });
// Ctrl-C reaches the child as well; it ends at a safe point, and this process with it
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** The desktop runtime with a display to open a window on, or why there is none. */
function electronProgram(): string | { en: string; zh: string } {
  const folder = resolve(root, 'node_modules/electron');
  const name = existsSync(resolve(folder, 'path.txt')) ? readFileSync(resolve(folder, 'path.txt'), 'utf8').trim() : '';
  const path = resolve(folder, 'dist', name);
  if (name === '' || !existsSync(path)) {
    return {
      en: 'No desktop window: the Electron runtime is not installed. Serving the same app on this computer instead.',
      zh: '没有桌面窗口：未安装 Electron 运行时，改为在本机浏览器中打开。',
    };
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return {
      en: 'No desktop window: there is no display here. Serving the same app on this computer instead.',
      zh: '没有桌面窗口：这里没有显示器，改为在本机浏览器中打开。',
    };
  }
  return path;
}
