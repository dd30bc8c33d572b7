import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { SiteSession } from '../../../app/site-session.ts';
import { FerrymanError, toErrorRecord } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import { openPracticeSession } from '../../practice-session.ts';
import { PageFiles, rendererDirectory } from '../../web/page-files.ts';
import { openPracticeFile } from '../../web/practice-file.ts';
import { startWebHost } from '../../web/web-host.ts';
import type { CommandModule } from '../command.ts';
import type { ExitCode, Output } from '../output.ts';

interface Options {
  readonly port: string;
  readonly customer?: boolean;
  readonly practice?: boolean;
  readonly open?: boolean;
}

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('web')
    .option(
      '--port <n>',
      say('127.0.0.1 上的端口；省略时任选空闲端口', 'port on 127.0.0.1; any free one unless said otherwise'),
      '0',
    )
    .option(
      '--customer',
      say(
        '同时给出客户用的地址，客户只能批准和观看',
        "also print an address for the customer's staff, who may approve and watch only",
      ),
    )
    .option(
      '--practice',
      say('打开您的演练站点（没有时新建）', 'open your practice site (made when it is not there yet)'),
    )
    .option('--open', say('在浏览器中打开地址', 'open the address in the browser'))
    .description(
      say(
        '在本机浏览器中打开站点；按 Ctrl-C 安全结束',
        'serve this site to a browser on this computer only; Ctrl-C ends it at a safe point',
      ),
    )
    .action((options: Options) =>
      run(({ output, withSite }) =>
        options.practice === true
          ? servePractice(options, output)
          : withSite((session) => serve(session, options, output)),
      )(),
    );
};

async function servePractice(options: Options, output: Output): Promise<ExitCode> {
  const { session, close } = openPracticeSession(openPracticeFile(), join(import.meta.dirname, 'practice.js'));
  try {
    return await serve(session, options, output);
  } finally {
    await close();
  }
}

async function serve(session: SiteSession, options: Options, output: Output): Promise<ExitCode> {
  const files = new PageFiles(rendererDirectory());
  if (files.isEmpty) throw new FerrymanError('INPUT_E0001', { detail: 'the pages are not built: npm run build' });
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new FerrymanError('INPUT_E0001', { detail: `--port ${options.port}` });
  }
  const hasCustomer = options.customer === true;
  const host = await startWebHost({ session, files, port, hasCustomer }).catch((cause: Error) => {
    throw new FerrymanError('INPUT_E0001', { detail: `--port ${options.port}: ${cause.message}` }, { cause });
  });
  const { engineerUrl, customerUrl } = host;
  const missing = await session.terminals.missing();
  const terminal = missing === undefined ? undefined : toErrorRecord(missing);
  const shown = {
    engineerUrl,
    ...(customerUrl === undefined ? {} : { customerUrl }),
    ...(terminal === undefined ? {} : { terminal }),
  };
  output.result(shown, [
    output.say(text(`交付工程师：${engineerUrl}`, `Delivery engineer: ${engineerUrl}`)),
    ...(customerUrl === undefined ? [] : [output.say(text(`客户：${customerUrl}`, `Customer: ${customerUrl}`))]),
    output.say(
      text(
        '每个地址只能使用一次，只在本机有效。按 Ctrl-C 结束。',
        'Each address works once, on this computer only. Ctrl-C ends.',
      ),
    ),
    ...(terminal === undefined ? [] : [`${terminal.code}: ${output.say(terminal.message)}`]),
  ]);
  if (options.open === true) openBrowser(engineerUrl);
  await interrupted();
  await host.close();
  return await endSafely(session, output);
}

/** What is under way comes to its end first; once more leaves at once, and the work on the machines goes on. */
async function endSafely({ current, operator }: SiteSession, output: Output): Promise<ExitCode> {
  if (current === undefined) return 0;
  output.note(text('正在安全停止……（再按一次立即退出）', 'Stopping at a safe point … (once more to leave at once)'));
  void interrupted().then(() => process.exit(5));
  await current.engine.stop(operator);
  await current.ended.catch(() => undefined);
  return 5;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      process.off('SIGINT', done);
      process.off('SIGTERM', done);
      resolve();
    };
    process.on('SIGINT', done);
    process.on('SIGTERM', done);
  });
}

function openBrowser(url: string): void {
  const [program, ...before] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['explorer.exe'] : ['xdg-open'];
  execFile(program as string, [...before, url], () => undefined);
}
