import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { catalogLicences } from '../../../app/catalog-licences.ts';
import { registries } from '../../../app/registries.ts';
import { type BuiltBundle, buildBundle } from '../../../bundle/build.ts';
import type { ClosureDemand, Unproven } from '../../../bundle/closure.ts';
import { type DryRun, dryRun } from '../../../bundle/dry-run.ts';
import { readInventory } from '../../../bundle/intake/inventory.ts';
import { lockPathOf } from '../../../bundle/lock-file.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import { cacheDirectory } from '../../cache-directory.ts';
import { version } from '../../version.ts';
import type { CommandContext, Run, Say } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { unlockKey } from '../unlock-key.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { demandFor, demandHere } from './closure-demand.ts';
import { sizeText } from './sizes.ts';
import { withNetwork } from './spec-network.ts';

interface Options {
  readonly out?: string;
  readonly key?: string;
  readonly lock?: string;
  readonly cache?: string;
  readonly for?: string;
  readonly base?: string;
  readonly waive?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
}

export function addBuild(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('build')
    .argument('<spec>', say('离线包清单（YAML）', 'bundle spec (YAML)'))
    .option('--out <directory>', say('离线包输出的文件夹', 'where the bundle appears'))
    .option('--key <name>', say('签名密钥；只有一把时可省略', 'signing key; the only one unless said otherwise'))
    .option(
      '--lock <file>',
      say(
        'bundle resolve 写的锁定文件；默认取清单旁边的',
        'the lock that bundle resolve wrote; the one beside the spec unless said otherwise',
      ),
    )
    .option(
      '--cache <directory>',
      say('下载缓存，各离线包共用', 'where fetched content is kept, shared between bundles'),
    )
    .option(
      '--for <file>',
      say(
        '证明离线包对该站点完整：站点文件、requirements.yaml，或方案的 JSON；默认取当前站点的方案',
        "prove it complete for this site: site file, requirements.yaml, or the JSON of a plan; the open site's plan unless said otherwise",
      ),
    )
    .option(
      '--base <file>',
      say(
        '站点的存量清单（bundle inventory 导出）：站点已有的不再携带',
        "a site's inventory, written by bundle inventory: what it holds is not carried again",
      ),
    )
    .option(
      '--waive <reason>',
      say(
        '缺少内容或没有站点可证明时仍然签名的理由，会写入清单；需同时给出 --by',
        'why it is signed although something is missing or there is no site to prove it for, kept in the manifest; needs --by',
      ),
    )
    .option('--by <person>', say('作出该决定的人', 'who decided so'))
    .option('--dry-run', say('只列出要下载什么、多大，不下载', 'only list what would be fetched and how big it is'))
    .description(say('按清单构建离线包并签名', 'build and sign a bundle from what the spec names'))
    .action((spec: string, options: Options) =>
      run((context) => untilInterrupted(context.output, (signal) => build(context, resolve(spec), options, signal)))(),
    );
}

async function build(
  context: CommandContext,
  specFile: string,
  options: Options,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output } = context;
  const lockFile = lockOf(specFile, options.lock);
  const closure = await demand(context, options);
  const licences = catalogLicences(registries().catalog);
  const base = options.base === undefined ? undefined : await readInventory(resolve(options.base));
  const cache = resolve(options.cache ?? cacheDirectory());
  const createdAt = new Date().toISOString();
  if (options.dryRun) {
    const needs = closure !== undefined && 'needs' in closure ? closure.needs : [];
    const plan = await dryRun({ specFile, lockFile, createdAt, cacheDirectory: cache, needs, licences, base });
    output.result(plan, describeDryRun(plan, output));
    return plan.missing.length + plan.undecided.length === 0 ? 0 : 4;
  }
  if (options.out === undefined) throw lacks('--out <directory>');
  const outputDirectory = resolve(options.out);
  const signingKey = await unlockKey(context, options.key);
  const line = progressLine(output);
  const built = await withNetwork(context, specFile, (network) =>
    buildBundle({
      specFile,
      lockFile,
      outputDirectory,
      signingKey,
      createdAt,
      // a build of local files alone needs no cache, and waits for no other build
      remote: lockFile === undefined ? undefined : { network, cacheDirectory: cache },
      closure,
      licences,
      builder: { by: `${userInfo().username}@${hostname()}`, version },
      base,
      signal,
      onProgress: line.report,
    }).finally(line.end),
  );
  const { manifest, manifestHash, passedOver, savedBytes } = built;
  const json = {
    path: outputDirectory,
    manifestHash,
    items: manifest.items.length,
    closure: manifest.closure ?? null,
    unproven: manifest.unproven ?? null,
    savedBytes,
    passedOver: passedOver.map(({ message }) => message),
  };
  output.result(json, describe(built, output));
  return 0;
}

/** Given, or the one beside the spec where there is one. */
function lockOf(specFile: string, given: string | undefined): string | undefined {
  if (given !== undefined) return resolve(given);
  const beside = lockPathOf(specFile);
  return existsSync(beside) ? beside : undefined;
}

async function demand(context: CommandContext, options: Options): Promise<ClosureDemand | Unproven | undefined> {
  const { waive: reason, by } = options;
  if (reason !== undefined && by === undefined) throw lacks('--by <person>');
  const waiver = reason === undefined || by === undefined ? undefined : { by, reason };
  const found = options.for === undefined ? await demandHere(context) : await demandFor(context, options.for);
  if (found !== undefined) return { ...found, waiver };
  return waiver === undefined ? undefined : { waiver };
}

function lacks(flags: string): FerrymanError {
  return new FerrymanError('USAGE_E0003', {
    what: text(`选项 ${flags}`, ` the option ${flags}`),
    help: 'ferryman bundle build --help',
  });
}

function describeDryRun(plan: DryRun, output: Output): string[] {
  const fetched = text('下载', 'fetch');
  return [
    ...table(
      plan.items.map(({ artifact, sizeBytes, fetchBytes, sources }) => [
        artifact,
        sizeText(sizeBytes),
        `${output.say(fetched)} ${sizeText(fetchBytes)}`,
        sources.join(', '),
      ]),
    ),
    ...(plan.savedBytes === 0 ? [] : [output.say(savedText(plan.savedBytes))]),
    ...plan.undecided.map(({ what, licence }) => `✗ ${what}  ${licence}`),
    ...plan.missing.map(({ artifact, neededBy }) => `✗ ${artifact}  ${neededBy.join(', ')}`),
    output.say(
      text(
        `共 ${sizeText(plan.totalBytes)}：需下载 ${sizeText(plan.fetchBytes)}，缓存已有 ${sizeText(plan.cachedBytes)}，本机文件 ${sizeText(plan.localBytes)}`,
        `${sizeText(plan.totalBytes)} in all: ${sizeText(plan.fetchBytes)} to fetch, ${sizeText(plan.cachedBytes)} in the cache, ${sizeText(plan.localBytes)} on this machine`,
      ),
    ),
  ];
}

function describe({ manifest, manifestHash, passedOver, savedBytes }: BuiltBundle, output: Output): string[] {
  const { name, version: bundleVersion, items, files, closure, unproven } = manifest;
  const size = sizeText(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const proof =
    closure === undefined
      ? unproven === undefined
        ? text('未证明完整性（演练用）', 'Completeness was not proven (for practice)')
        : text(
            `未证明完整性，由 ${unproven.by} 放行：${unproven.reason}`,
            `Completeness was not proven, let through by ${unproven.by}: ${unproven.reason}`,
          )
      : closure.waiver === undefined
        ? text(
            `对 ${closure.site} 完整：${closure.needs} 项需求`,
            `Complete for ${closure.site}: ${closure.needs} needs`,
          )
        : text(
            `缺少 ${closure.waiver.missing.length} 项，由 ${closure.waiver.by} 放行：${closure.waiver.reason}`,
            `${closure.waiver.missing.length} missing, let through by ${closure.waiver.by}: ${closure.waiver.reason}`,
          );
  return [
    ...passedOver.map(({ message }) => `! ${message}`),
    output.say(
      text(
        `已构建 ${name} ${bundleVersion}：${items.length} 项，${size}`,
        `Built ${name} ${bundleVersion}: ${items.length} items, ${size}`,
      ),
    ),
    ...(manifest.base === undefined ? [] : [output.say(savedText(savedBytes))]),
    output.say(proof),
    `sha256:${manifestHash}`,
  ];
}

function savedText(bytes: number) {
  return text(`站点已有 ${sizeText(bytes)}，不再携带`, `The site holds ${sizeText(bytes)}, which is not carried`);
}
