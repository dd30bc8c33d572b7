import { resolve } from 'node:path';
import type { Command } from 'commander';
import { planTakeIn, type TakenIn, takeInBundle } from '../../../app/take-in.ts';
import type { IntakePlan } from '../../../bundle/intake/plan-intake.ts';
import { type ErrorRecord, type FerrymanError, toErrorRecord } from '../../../model/errors/ferryman-error.ts';
import { artifactLabel } from '../../../model/plan/artifact-ref.ts';
import { type Text, text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';

interface Options {
  readonly allowOlder?: string;
  readonly use: boolean;
  readonly plan?: boolean;
}

export function addTakeIn(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('take-in')
    .argument('<source>', say('离线包、放着分卷的文件夹，或一个分卷', 'a bundle, a folder of volumes, or one volume'))
    .option(
      '--allow-older <bundle>',
      say('确要接收比站点旧的："名称 版本"', 'an older one than the site has is meant: "name version"'),
    )
    .option('--no-use', say('只接收，站点暂不使用', 'only take it in, the site goes on with its own'))
    .option('--plan', say('只说明内容与所需空间，不接收', 'only say what is inside and how much room it needs'))
    .description(
      say(
        '把离线包接收到站点旁的 .bundles 文件夹：每个字节只读一次，介质顺序随意，中断后继续；收齐后站点即使用它',
        "take a bundle into the .bundles folder beside the site's file: each byte read once, media in any order, going on after a cut; once whole the site uses it",
      ),
    )
    .addHelpText(
      'after',
      say('\n尚未收齐或有损坏时退出码为 4。', '\nThe exit code is 4 while anything is missing or damaged.'),
    )
    .action((source: string, { allowOlder, use, plan: isPlanOnly }: Options) =>
      run(({ output, withSite }) =>
        untilInterrupted(output, (signal) =>
          withSite(
            async (session) => {
              const request = { source: resolve(source), allowOlder };
              const plan = await planTakeIn(session, request);
              if (isPlanOnly) {
                output.result(planJson(plan), describePlan(plan, output));
                return plan.obstacles.length > 0 || plan.damaged.length > 0 ? 4 : 0;
              }
              for (const each of describePlan(plan, output)) output.note(text(each, each));
              const line = progressLine(output);
              const taken = await takeInBundle(
                session,
                { ...request, isUsed: use },
                { signal, onProgress: line.report },
              ).finally(line.end);
              output.result({ plan: planJson(plan), ...takenJson(taken) }, describeTaken(taken, output));
              return exitCodeOf(taken);
            },
            { readOnly: isPlanOnly === true },
          ),
        ),
      )(),
    );
}

function exitCodeOf({ intake }: TakenIn): ExitCode {
  return intake.directory === undefined || intake.damaged.length > 0 ? 4 : 0;
}

function planJson(plan: IntakePlan): unknown {
  const { manifest, manifestHash, signer, store, volumeCount, presentVolumes, missingVolumes } = plan;
  const { age, currentVersion, space, damaged, obstacles } = plan;
  return {
    name: manifest.name,
    version: manifest.version,
    manifestHash,
    signer: signer.name,
    store,
    volumeCount,
    presentVolumes,
    missingVolumes,
    age,
    currentVersion: currentVersion ?? null,
    space,
    damaged: records(damaged),
    obstacles: records(obstacles),
    items: manifest.items.map((item) => ({ artifact: artifactLabel(item), sizeBytes: item.sizeBytes })),
  };
}

function takenJson({ intake, used }: TakenIn): object {
  const { directory, missingVolumes, damaged, readBytes, linkedBytes, missingBytes } = intake;
  const isUsed = used !== null;
  return {
    directory: directory ?? null,
    missingVolumes,
    damaged: records(damaged),
    readBytes,
    linkedBytes,
    missingBytes,
    isUsed,
  };
}

function records(errors: readonly FerrymanError[]): ErrorRecord[] {
  return errors.map(toErrorRecord);
}

function describePlan(plan: IntakePlan, output: Output): string[] {
  const { manifest, signer, volumeCount, missingVolumes, currentVersion, space } = plan;
  const { registryBytes, nodes, storeBytes, freeBytes, heldBytes } = space;
  const ages: Readonly<Record<IntakePlan['age'], Text>> = {
    first: text('站点还没有这个离线包', 'the site has no bundle of this name yet'),
    newer: text(`比站点的 ${currentVersion} 新`, `newer than the site's ${currentVersion}`),
    'same-version': text('与站点的版本号相同', "the same version as the site's"),
    older: text(`比站点的 ${currentVersion} 旧`, `older than the site's ${currentVersion}`),
    'taken-in': text('已经收齐', 'taken in already'),
  };
  const perNode = nodes.map(({ platform, bytes }) => `${platform} ${sizeText(bytes)}`).join(', ');
  const lines = [
    `${manifest.name} ${manifest.version}  ${output.say(ages[plan.age])}  ${signer.name} (${signer.keyId})`,
    ...table(manifest.items.map((item) => [`  ${artifactLabel(item)}`, sizeText(item.sizeBytes)])),
    output.say(
      text(
        `所需空间：站点存储 ${sizeText(storeBytes)}（已有 ${sizeText(heldBytes)}，可用 ${sizeText(freeBytes)}）；镜像仓库 ${sizeText(registryBytes)}；每个节点至多 ${perNode}`,
        `Room needed: ${sizeText(storeBytes)} in the site's store (${sizeText(heldBytes)} there, ${sizeText(freeBytes)} free); ${sizeText(registryBytes)} in a registry; per node at most ${perNode}`,
      ),
    ),
  ];
  if (missingVolumes.length > 0) lines.push(output.say(missingText(missingVolumes, volumeCount)));
  for (const problem of [...plan.damaged, ...plan.obstacles]) {
    const { code, message } = toErrorRecord(problem);
    lines.push(`✗ ${code}: ${output.say(message)}`);
  }
  return lines;
}

function describeTaken({ intake, used }: TakenIn, output: Output): string[] {
  const { manifest, directory, volumeCount, missingVolumes, damaged, readBytes, linkedBytes, missingBytes } = intake;
  const lines = damaged.map((problem) => {
    const { code, message, remedy } = toErrorRecord(problem);
    return `✗ ${code}: ${output.say(message)}\n  → ${output.say(remedy)}`;
  });
  if (missingVolumes.length > 0) lines.push(output.say(missingText(missingVolumes, volumeCount)));
  const figures = text(
    `读取 ${sizeText(readBytes)}，站点原有 ${sizeText(linkedBytes)}`,
    `${sizeText(readBytes)} read, ${sizeText(linkedBytes)} there already`,
  );
  const state =
    directory === undefined
      ? text(`尚未收齐，还差 ${sizeText(missingBytes)}`, `Not whole yet, ${sizeText(missingBytes)} to come`)
      : text(`已收齐：${directory}`, `Whole: ${directory}`);
  lines.push(output.say(text(`${state.zh}；${figures.zh}`, `${state.en}; ${figures.en}`)));
  if (used !== null) {
    const name = `${manifest.name} ${manifest.version}`;
    lines.push(output.say(text(`站点现在使用 ${name}`, `The site uses ${name} now`)));
  }
  return lines;
}

function missingText(missing: readonly number[], count: number): Text {
  return text(
    `还缺第 ${missing.join('、')} 卷（共 ${count} 卷）`,
    `Still to come: volume ${missing.join(', ')} of ${count}`,
  );
}
