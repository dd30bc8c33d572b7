import { type Text, text } from '../../model/text.ts';
import type { ExitCode, Output } from './output.ts';

const goesOn = text('已停止；重新执行同一命令即从断点继续', 'Stopped; the same command goes on from here');

/** Ctrl-C ends the work, where it can be taken up again unless `said` tells otherwise; answers 5 then. */
export async function untilInterrupted(
  output: Output,
  work: (signal: AbortSignal) => Promise<ExitCode>,
  said: Text = goesOn,
): Promise<ExitCode> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    output.result({ stopped: true }, [output.say(said)]);
    return 5;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}
