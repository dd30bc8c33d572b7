import type { OnProgress } from '../../bundle/progress.ts';
import type { Output } from './output.ts';

/** One moving line on a terminal; nothing in a pipe or with --json. */
export function progressLine(output: Output): { report: OnProgress; end: () => void } {
  const isShown = process.stdout.isTTY === true && !output.isJson;
  return {
    report: ({ doneBytes, totalBytes, what }) => {
      if (!isShown) return;
      const percent = totalBytes === 0 ? 100 : Math.floor((doneBytes / totalBytes) * 100);
      process.stdout.write(`\r\u001b[K${percent} %  ${what}`.slice(0, (process.stdout.columns ?? 80) - 1));
    },
    end: () => {
      if (isShown) process.stdout.write('\r\u001b[K');
    },
  };
}
