import type { OnProgress } from '../../bundle/progress.ts';
import { text } from '../../model/text.ts';
import type { Output } from './output.ts';

/** One moving line on a terminal; nothing in a pipe or with --json. */
export function progressLine(output: Output): { report: OnProgress; end: () => void } {
  const isShown = process.stdout.isTTY === true && !output.isJson;
  return {
    report: ({ doneBytes, totalBytes, what, remainingMs }) => {
      if (!isShown) return;
      const percent = totalBytes === 0 ? 100 : Math.floor((doneBytes / totalBytes) * 100);
      const left = remainingMs === undefined ? '' : `  ${timeText(remainingMs)} ${output.say(text('剩余', 'left'))}`;
      process.stdout.write(`\r\u001b[K${percent} %${left}  ${what}`.slice(0, (process.stdout.columns ?? 80) - 1));
    },
    end: () => {
      if (isShown) process.stdout.write('\r\u001b[K');
    },
  };
}

function timeText(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
