import { resolve } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { MemorySecrets } from '../../../adapters/secrets/memory-secrets.ts';
import { pushPlanView, pushToRegistry, reachRegistry, surveyRegistry } from '../../../app/push-to-registry.ts';
import { pushToSite } from '../../../app/push-to-site.ts';
import { openBundle } from '../../../bundle/open.ts';
import type { PushPlanView } from '../../../contract/bundle.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import type { RegistryPush } from '../../../ports/registry-writer.ts';
import { registryPusherOpener } from '../../open-network.ts';
import type { CommandContext, Run, Say } from '../command.ts';
import type { ExitCode, Output } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';
import { trustedHere } from './trusted-here.ts';

interface Options {
  readonly to?: string;
  readonly siteRegistry?: boolean;
  readonly user?: string;
  readonly ca?: string;
  readonly plainHttp?: boolean;
  readonly plan?: boolean;
}

export function addPush(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('push')
    .argument('<directory>', say('离线包', 'the bundle'))
    .option('--to <registry>', say('目标仓库，主机[:端口][/路径]', 'target registry, host[:port][/path]'))
    .option(
      '--site-registry',
      say(
        '推送到站点自己的镜像仓库，经由其机器的 SSH 连接',
        "the site's own registry, through the SSH connection of its machine",
      ),
    )
    .option(
      '--user <name>',
      say(
        '用户名；密码是名为 registry:<主机> 的密钥，会询问',
        'user; the password is the secret registry:<host>, asked for',
      ),
    )
    .option('--ca <file>', say('仓库的 CA 证书（PEM）', 'CA certificate of the registry (PEM)'))
    .option('--plain-http', say('用 http 而不是 https', 'http instead of https'))
    .option(
      '--plan',
      say(
        '只说明要送什么、要建哪些项目、配额够不够，不推送',
        'only say what is missing, which projects are created, and whether quotas leave room',
      ),
    )
    .description(
      say(
        '把离线包里的镜像推送到镜像仓库：只送缺少的，每个内容只送一次',
        'push the images of a bundle to a registry: only what is missing, each blob once',
      ),
    )
    .action((directory: string, options: Options) =>
      run((context) =>
        untilInterrupted(context.output, (signal) => {
          const { to, siteRegistry = false } = options;
          if ((to === undefined) !== siteRegistry)
            throw new FerrymanError('INPUT_E0001', { detail: '--to REGISTRY | --site-registry' });
          if (siteRegistry && options.plan === true)
            throw new FerrymanError('INPUT_E0001', { detail: '--plan: --to REGISTRY' });
          return to === undefined
            ? pushIntoSite(context, resolve(directory), signal)
            : push(context, resolve(directory), to, options, signal);
        }),
      )(),
    );
}

function pushIntoSite({ output, withSite }: CommandContext, directory: string, signal: AbortSignal): Promise<ExitCode> {
  return withSite(async (session) => {
    const line = progressLine(output);
    const pushed = await pushToSite(session, directory, { signal, onProgress: line.report }).finally(line.end);
    output.result(pushed, describe(pushed, output));
    return 0;
  });
}

async function push(
  context: CommandContext,
  directory: string,
  to: string,
  options: Options,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output, givenSecrets, askHidden } = context;
  const { user, ca: caFile, plainHttp: isPlainHttp = false, plan: isPlanOnly = false } = options;
  const reached = await reachRegistry({ to, user, caFile, isPlainHttp });
  const bundle = await openBundle(directory, await trustedHere(context));
  const secrets = new MemorySecrets((name) => askHidden(`${name}: `), givenSecrets);
  const tools = { openPusher: registryPusherOpener(process.env), secrets, clock: systemClock };
  if (isPlanOnly) {
    const plan = pushPlanView(bundle, reached, await surveyRegistry(tools, bundle, reached, signal));
    output.result(plan, describePlan(plan, output));
    return plan.obstacles.length > 0 ? 4 : 0;
  }
  const line = progressLine(output);
  const following = { signal, onProgress: line.report };
  const pushed = await pushToRegistry(tools, bundle, reached, following).finally(line.end);
  const created = pushed.createdProjects.map((name) =>
    output.say(text(`+ 新建项目 ${name}（私有）`, `+ project ${name} created (private)`)),
  );
  output.result({ ...pushed, target: reached.target }, [...created, ...describe(pushed, output)]);
  return 0;
}

function describePlan(plan: PushPlanView, output: Output): string[] {
  const { missingImages, presentImages, missingBlobs, sendBytes, projects, obstacles } = plan;
  const say = output.say.bind(output);
  return [
    ...missingImages.map(({ name, repository, reference }) => `+ ${name} → ${repository} ${reference}`),
    ...projects.map(({ name, isNew, neededBytes, freeBytes }) => {
      const [needed, free] = [sizeText(neededBytes), freeBytes === null ? undefined : sizeText(freeBytes)];
      if (isNew)
        return say(text(`+ 新建项目 ${name}（私有），需 ${needed}`, `+ project ${name}, new and private: ${needed}`));
      return say(
        text(
          `  项目 ${name}：需 ${needed}，配额剩余 ${free}`,
          `  project ${name}: ${needed}, ${free} left of its quota`,
        ),
      );
    }),
    say(
      text(
        `缺 ${missingImages.length} 个镜像，${presentImages.length} 个已是最新；要发送 ${missingBlobs} 个内容，至多 ${sizeText(sendBytes)}`,
        `${missingImages.length} images are missing, ${presentImages.length} are there; ${missingBlobs} blobs to bring, ${sizeText(sendBytes)} at most over the wire`,
      ),
    ),
    ...obstacles.map(({ code, message, remedy }) => `! ${code}: ${say(message)} → ${say(remedy)}`),
  ];
}

function describe(
  { pushed, unchanged, reduced, sentBytes, sentBlobs, mountedBlobs }: Omit<RegistryPush, 'createdProjects'>,
  output: Output,
): string[] {
  const say = output.say.bind(output);
  return [
    ...pushed.map((name) => `+ ${name}`),
    ...reduced.map((name) =>
      say(
        text(
          `! ${name}：该仓库不接受缺少平台的多架构索引，只登记了包里的平台`,
          `! ${name}: this registry takes no index with absent platforms; only those of the bundle are named`,
        ),
      ),
    ),
    say(
      text(
        `推送 ${pushed.length} 个镜像，${unchanged.length} 个已是最新；发送 ${sentBlobs} 个内容共 ${sizeText(sentBytes)}，仓库内复用 ${mountedBlobs} 个`,
        `${pushed.length} images pushed, ${unchanged.length} were there; ${sentBlobs} blobs sent (${sizeText(sentBytes)}), ${mountedBlobs} taken over inside the registry`,
      ),
    ),
  ];
}
