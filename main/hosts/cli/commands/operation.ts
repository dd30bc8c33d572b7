import { requestStop, watchStopRequests } from '../../../adapters/files/stop-request.ts';
import { latestOperation, operationState, resumeOperation, startOperation } from '../../../app/operation.ts';
import type { RunningOperation, SiteSession } from '../../../app/site-session.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { isDone } from '../../../model/operation/operation-state.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';
import { showProgress } from '../progress-display.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('install')
    .description(
      say(
        '按已批准的计划安装；按 Ctrl-C 安全停止',
        'install what the approved plan says; Ctrl-C stops at a safe point',
      ),
    )
    .action(() =>
      run(({ output, withSite }) => withSite((session) => follow(session, output, () => startOperation(session))))(),
    );
  program
    .command('resume')
    .description(say('继续被停止、失败或中断的操作', 'go on with an operation that was stopped, failed or cut off'))
    .action(() =>
      run(({ output, withSite }) => withSite((session) => follow(session, output, () => resumeOperation(session))))(),
    );
  program
    .command('stop')
    .description(
      say('请正在处理本站点的 Ferryman 安全停止', 'ask the Ferryman that works on this site to stop at a safe point'),
    )
    .action(() =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const operation = latestOperation(session);
            const status = operation === undefined ? undefined : operationState(session, operation).status;
            if (status !== 'running') throw new FerrymanError('OP_E0004', { what: 'stop' });
            requestStop(session.store.path, session.operator);
            output.result({ requested: true }, [
              output.say(
                text('已请求停止，正在执行的步骤会先做完', 'Asked to stop; what is under way comes to its end first'),
              ),
            ]);
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
  program
    .command('status')
    .description(say('最近一次操作的进展', 'where the newest operation stands'))
    .action(() =>
      run(({ output, withSite }) => withSite(async (session) => status(session, output), { readOnly: true }))(),
    );
};

async function follow(session: SiteSession, output: Output, begin: () => Promise<RunningOperation>): Promise<ExitCode> {
  const { operationId, engine, ended } = await begin();
  const endDisplay = showProgress(session, operationId, engine, output);
  const stop = (by: string) => {
    output.note(
      text(
        '正在安全停止……（再按一次立即退出，远端工作会继续）',
        'Stopping at a safe point … (once more to leave at once; work on the machines goes on)',
      ),
    );
    void engine.stop(by);
  };
  let presses = 0;
  const onInterrupt = () => {
    presses += 1;
    if (presses > 1) process.exit(5);
    stop(session.operator);
  };
  process.on('SIGINT', onInterrupt);
  const endWatch = watchStopRequests(session.store.path, stop);
  try {
    const outcome = await ended;
    endDisplay();
    status(session, output);
    return outcome === 'succeeded' ? 0 : outcome === 'stopped' ? 5 : 4;
  } finally {
    endWatch();
    process.off('SIGINT', onInterrupt);
    endDisplay();
  }
}

function status(session: SiteSession, output: Output): ExitCode {
  const operation = latestOperation(session);
  if (operation === undefined) throw new FerrymanError('OP_E0004', { what: 'show' });
  const state = operationState(session, operation);
  const steps = operation.plan.steps.map((step) => ({ ...step, ...state.steps[step.id] }));
  const open = steps.filter((step) => !isDone(step.status ?? 'waiting'));
  output.result({ id: operation.id, planHash: operation.planHash, status: state.status, steps }, [
    `${operation.id}  ${state.status}  ${steps.length - open.length}/${steps.length}`,
    ...table(
      open.map((step) => [
        step.status ?? 'waiting',
        step.id,
        step.error === undefined
          ? (step.evidence?.evidence.split('\n')[0] ?? '')
          : `${step.error.code} ${output.say(step.error.message)}`,
      ]),
    ),
    ...open.flatMap(({ error }) => (error === undefined ? [] : [`  → ${output.say(error.remedy)}`])),
  ]);
  return 0;
}
