import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { openSecrets } from '../../adapters/secrets/sealed-secrets.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Language } from '../../model/text.ts';
import type { SiteStore } from '../../ports/site-store.ts';
import { openSession, siteFiles } from '../open-session.ts';
import { version } from '../version.ts';
import { ask, askHidden } from './ask.ts';
import type { CommandContext, CommandModule, Run } from './command.ts';
import { givenSecrets } from './given-secrets.ts';
import { type ExitCode, Output } from './output.ts';
import { sitePassphrase } from './site-passphrase.ts';

interface GlobalOptions {
  readonly site?: string;
  readonly json?: boolean;
  readonly lang?: Language;
  readonly secretsFd?: string;
}

const commands = import.meta.glob<CommandModule>('./commands/*.ts', { eager: true });

/** Runs the command line and answers the exit code. */
export async function runCli(argv: readonly string[]): Promise<ExitCode> {
  const program = new Command('ferryman')
    .description('Ferryman 摆渡: private, air-gapped Kubernetes deliveries, from requirements to a signed-off report')
    .version(version)
    .option('--site <file>', 'site file (.ferry); the only one in this folder unless said otherwise')
    .option('--json', 'print one JSON document instead of text')
    .addOption(new Option('--lang <language>', 'language of texts').choices(['zh', 'en']).default(systemLanguage()))
    .option('--secrets-fd <n>', 'read secrets as a JSON object {"name": "value"} from this file descriptor')
    .addHelpText(
      'after',
      '\nExit codes: 0 done · 1 fault of Ferryman · 2 wrong input · 3 the site · 4 checks failed · 5 stopped',
    )
    .exitOverride();
  let exitCode: ExitCode = 0;
  const run: Run = (work) => async () => {
    const options = program.opts<GlobalOptions>();
    const output = new Output(options.json ?? false, options.lang ?? 'en');
    try {
      exitCode = await work(contextFor(options, output));
    } catch (error) {
      exitCode = output.error(error);
    }
  };
  for (const path of Object.keys(commands).sort()) commands[path]?.register(program, run);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return exitCode;
}

function contextFor(options: GlobalOptions, output: Output): CommandContext {
  const secrets = givenSecrets(options.secretsFd);
  return {
    output,
    ask,
    askHidden,
    givenSecrets: secrets,
    siteOption: options.site,
    async withSite(work, { readOnly = false } = {}) {
      const store = siteFiles.open(options.site ?? onlySiteHere(), { readOnly });
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

function onlySiteHere(): string {
  const named = process.env.FERRYMAN_SITE;
  if (named !== undefined && named !== '') return named;
  const found = existsSync('.') ? readdirSync('.').filter((name) => name.endsWith('.ferry')) : [];
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return join('.', only);
  throw new FerrymanError('INPUT_E0001', {
    detail:
      only === undefined
        ? 'there is no .ferry file in this folder; name one with --site'
        : `several .ferry files here; name one with --site: ${found.join(', ')}`,
  });
}

function systemLanguage(): Language {
  return /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'zh' : 'en';
}
