import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError, Option } from 'commander';
import { openSecrets } from '../../adapters/secrets/sealed-secrets.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { text } from '../../model/text.ts';
import type { SiteStore } from '../../ports/site-store.ts';
import { openSession, siteFiles } from '../open-session.ts';
import { version } from '../version.ts';
import { ask, askHidden } from './ask.ts';
import type { CommandContext, CommandModule, Run, Say } from './command.ts';
import { givenSecrets } from './given-secrets.ts';
import { type ExitCode, Output } from './output.ts';
import { sitePassphrase } from './site-passphrase.ts';
import { type Speech, speechOf } from './speech.ts';
import { SpokenCommand } from './spoken-command.ts';

interface GlobalOptions {
  readonly site?: string;
  readonly secretsFd?: string;
}

const commands = import.meta.glob<CommandModule>('./commands/*.ts', { eager: true });

/** Runs the command line and answers the exit code. */
export async function runCli(argv: readonly string[]): Promise<ExitCode> {
  const speech = speechOf(argv, process.env);
  const output = new Output(speech.isJson, speech.language);
  const say: Say = (zh, en) => output.say(text(zh, en));
  const program = programFor(speech, say);
  let exitCode: ExitCode = 0;
  const run: Run = (work) => async () => {
    exitCode = await work(contextFor(program.opts<GlobalOptions>(), output));
  };
  for (const path of Object.keys(commands).sort()) commands[path]?.register(program, run, say);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return output.error(error);
  }
  return exitCode;
}

function programFor(speech: Speech, say: Say): Command {
  return new SpokenCommand('ferryman', speech)
    .description(
      say(
        'Ferryman 摆渡：私有、离线环境的 Kubernetes 交付，从需求到签署的报告',
        'Ferryman 摆渡: private, air-gapped Kubernetes deliveries, from requirements to a signed-off report',
      ),
    )
    .version(version, '-V, --version', say('显示版本号', 'print the version'))
    .helpOption('-h, --help', say('显示帮助', 'print this help'))
    .helpCommand('help [command]', say('显示某个命令的帮助', 'print the help of a command'))
    .option(
      '--site <file>',
      say(
        '站点文件（.ferry）；本文件夹只有一个时可省略',
        'site file (.ferry); the only one in this folder unless said otherwise',
      ),
    )
    .option('--json', say('输出一个 JSON 文档而不是文字', 'print one JSON document instead of text'))
    .addOption(
      new Option('--lang <language>', say('文字的语言', 'language of texts'))
        .choices(['zh', 'en'])
        .default(speech.language),
    )
    .option(
      '--secrets-fd <n>',
      say(
        '从这个文件描述符读取密码，JSON 对象 {"name": "value"}',
        'read secrets as a JSON object {"name": "value"} from this file descriptor',
      ),
    )
    .addHelpText(
      'after',
      say(
        '\n退出码：0 完成 · 1 Ferryman 自身故障 · 2 输入有误 · 3 站点的机器或文件 · 4 检查未通过 · 5 已停止',
        '\nExit codes: 0 done · 1 fault of Ferryman · 2 wrong input · 3 the site · 4 checks failed · 5 stopped',
      ),
    )
    .exitOverride();
}

function contextFor(options: GlobalOptions, output: Output): CommandContext {
  const secrets = givenSecrets(options.secretsFd);
  return {
    output,
    ask,
    askHidden,
    givenSecrets: secrets,
    siteOption: options.site,
    hasSite: options.site !== undefined || namedSite() !== undefined || sitesHere().length > 0,
    async withSite(work, { readOnly = false, file } = {}) {
      const store = siteFiles.open(file ?? options.site ?? onlySiteHere(), { readOnly });
      const closing = new AbortController();
      const session = openSession({
        store,
        askSecret: askOnce(store, { givenSecrets: secrets, askHidden, output }),
        knownSecrets: secrets,
        signal: closing.signal,
      });
      try {
        return await work(session);
      } finally {
        closing.abort();
        await session.current?.ended.catch(() => undefined);
        store.close();
      }
    },
  };
}

/** A secret not given: from the site's kept ones, opened once with their passphrase, else asked for by name. */
function askOnce(store: SiteStore, asking: Pick<CommandContext, 'givenSecrets' | 'askHidden' | 'output'>) {
  let kept: Promise<Record<string, string>> | undefined;
  return async (name: string): Promise<string | undefined> => {
    kept ??= openKept(store, asking);
    return (await kept)[name] ?? (await askHidden(`${name}: `));
  };
}

async function openKept(
  store: SiteStore,
  asking: Parameters<typeof sitePassphrase>[0],
): Promise<Record<string, string>> {
  const sealed = store.sealedSecrets();
  const passphrase = sealed === undefined ? undefined : await sitePassphrase(asking);
  return sealed === undefined || passphrase === undefined ? {} : openSecrets(sealed, passphrase);
}

function namedSite(): string | undefined {
  const named = process.env.FERRYMAN_SITE;
  return named === '' ? undefined : named;
}

function sitesHere(): string[] {
  return existsSync('.') ? readdirSync('.').filter((name) => name.endsWith('.ferry')) : [];
}

function onlySiteHere(): string {
  const named = namedSite();
  if (named !== undefined) return named;
  const found = sitesHere();
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return join('.', only);
  throw new FerrymanError('INPUT_E0001', {
    detail:
      only === undefined
        ? 'there is no .ferry file in this folder; name one with --site'
        : `several .ferry files here; name one with --site: ${found.join(', ')}`,
  });
}
