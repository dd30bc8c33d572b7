import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { rehearse } from '../../../app/rehearse.ts';
import { openReport } from '../../../app/report.ts';
import type { SiteSession } from '../../../app/site-session.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import { siteFiles } from '../../open-session.ts';
import { openPracticeSession } from '../../practice-session.ts';
import type { CommandModule } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';
import { showProgress } from '../progress-display.ts';
import { untilInterrupted } from '../until-interrupted.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('rehearse')
    .option(
      '--out <folder>',
      say(
        '站点文件和报告存放的文件夹；省略时新建临时文件夹',
        'where the site file and the report go; a new temporary folder unless said otherwise',
      ),
    )
    .option('--hosts <n>', say('模拟机器的台数，1 到 200', 'how many simulated machines, 1 to 200'), '3')
    .description(
      say(
        '演练（PRACTICE）：在模拟机器上走完整个交付：规划、离线包、安装、检验、报告',
        'PRACTICE 演练: the whole delivery on simulated machines: plan, bundle, install, verify, report',
      ),
    )
    .action((options: { out?: string; hosts: string }) =>
      run(({ output }) =>
        untilInterrupted(
          output,
          (signal) =>
            rehearsal(
              output,
              resolve(options.out ?? mkdtempSync(join(tmpdir(), 'ferryman-rehearsal-'))),
              hostCount(options.hosts),
              signal,
            ),
          text(
            '演练已停止，模拟机器已关闭；再次演练从头开始',
            'The rehearsal was stopped and its machines are gone; the next one begins anew',
          ),
        ),
      )(),
    );
};

async function rehearsal(output: Output, folder: string, hosts: number, signal: AbortSignal): Promise<ExitCode> {
  const store = siteFiles.create(join(folder, 'practice.ferry'), { isPractice: true });
  const { session, close } = openPracticeSession(store, join(import.meta.dirname, 'practice.js'), hosts);
  try {
    return await Promise.race([wholeWay(output, folder, session, signal), interruption(signal)]);
  } finally {
    await close();
  }
}

/** Only ever rejects. */
function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

async function wholeWay(output: Output, folder: string, session: SiteSession, signal: AbortSignal): Promise<ExitCode> {
  output.note(text('演练：不会触碰任何真实机器', 'PRACTICE: no real machine is touched'));
  const { operationId } = await rehearse(session);
  const running = session.current;
  const endDisplay =
    running === undefined ? () => undefined : showProgress(session, operationId, running.engine, output);
  await running?.ended.finally(endDisplay);
  signal.throwIfAborted();
  output.note(text('检验中……', 'Verifying …'));
  await session.rehearsal?.ended;
  return await deliver(output, folder, session);
}

function hostCount(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1 && count <= 200) return count;
  throw new FerrymanError('INPUT_E0001', { detail: `--hosts ${given}: a number from 1 to 200 is wanted` });
}

async function deliver(output: Output, folder: string, session: SiteSession): Promise<ExitCode> {
  const report = openReport(session);
  if (report === undefined) {
    output.result({ verdict: null }, [
      output.say(text('安装没有成功，没有报告', 'The installation did not succeed; there is no report')),
    ]);
    return 4;
  }
  const path = join(folder, 'delivery-report.html');
  await writeFileAtomically(path, report.html('both'));
  await writeFileAtomically(join(folder, 'delivery-report.json'), report.json());
  const checks = [...session.store.checks('preflight'), ...session.store.checks('verification')];
  const open = checks.filter(({ outcome }) => outcome === 'warn' || outcome === 'fail');
  output.result({ verdict: report.verdict, hash: report.hash, path, isPractice: true }, [
    ...table(
      open.map(({ outcome, id, target, summary }) => [outcome === 'warn' ? '!' : '✗', id, target, output.say(summary)]),
    ),
    `PRACTICE 演练  ${report.verdict}`,
    output.say(text(`报告：${path}`, `Report: ${path}`)),
  ]);
  return report.verdict === 'READY' || report.verdict === 'READY WITH ACTIONS' ? 0 : 4;
}
