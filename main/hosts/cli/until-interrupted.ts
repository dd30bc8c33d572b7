import { text } from '../../model/text.ts';
import type { ExitCode, Output } from './output.ts';

/** Ctrl-C ends the work where it can be taken up again; answers 5 then. */
export async function untilInterrupted(
  output: Output,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    const said = text('已停止；重新执行同一命令即从断点继续', 'Stopped; the same command goes on from here');
    output.result({ stopped: true }, [output.say(said)]);
    return 5;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}
