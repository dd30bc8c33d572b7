import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { catalogCharts } from '../../../app/catalog-charts.ts';
import { registries } from '../../../app/registries.ts';
import { noteText } from '../../../app/resolve-notes.ts';
import { lockPathOf, readLock, writeLock } from '../../../bundle/lock-file.ts';
import { type ResolvedBundle, resolveBundle } from '../../../bundle/resolve.ts';
import { readSpec } from '../../../bundle/spec.ts';
import { type ChartRendering, chartRenderingLabel } from '../../../model/bundle/chart-rendering.ts';
import type { BundleLock } from '../../../model/bundle/lock.ts';
import { foundWayText } from '../../../model/charts/found-image.ts';
import { isFerrymanError } from '../../../model/errors/ferryman-error.ts';
import { artifactLabel } from '../../../model/plan/artifact-ref.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { type Output, table } from '../output.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';
import { withNetwork } from './spec-network.ts';

interface Options {
  readonly out?: string;
  readonly platform?: readonly string[];
}

export function addResolve(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('resolve')
    .argument('<spec>', say('离线包清单（YAML）', 'bundle spec (YAML)'))
    .option('--out <lock>', say('锁定文件；默认放在清单旁边', 'the lock; beside the spec unless said otherwise'))
    .option(
      '--platform <platform...>',
      say(
        '代替清单中的平台，可以多个，例如 linux/arm64',
        "instead of the spec's platforms, several allowed, such as linux/arm64",
      ),
    )
    .description(
      say(
        '在联网的机器上查明清单中每一项的摘要、大小、来源和依据，写成锁定文件；除 Helm 图表外不下载内容',
        'on a connected machine: find digest, size, sources and evidence of all a spec names and write them to a lock; fetches no content but Helm charts',
      ),
    )
    .action((file: string, options: Options) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const specFile = resolve(file);
          const path = resolve(options.out ?? lockPathOf(specFile));
          const spec = await readSpec(specFile);
          const resolved = await withNetwork(context, specFile, async (network) =>
            resolveBundle({
              specFile,
              spec,
              platforms: options.platform,
              network,
              at: new Date().toISOString(),
              by: `${userInfo().username}@${hostname()}`,
              knownCharts: catalogCharts(registries().catalog),
              previous: await earlierLock(path),
              signal,
            }),
          );
          const hash = await writeLock(path, resolved.lock);
          const { lock, changes, notes } = resolved;
          const json = {
            path,
            hash,
            items: lock.items,
            charts: lock.charts ?? [],
            changes,
            notes: notes.map(noteJson),
          };
          context.output.result(json, describe(path, hash, resolved, context.output));
          return 0;
        }),
      )(),
    );
}

/** A lock that cannot be read is replaced: it proves nothing. */
async function earlierLock(path: string): Promise<BundleLock | undefined> {
  try {
    return await readLock(path);
  } catch (error) {
    if (isFerrymanError(error, 'BUNDLE_E0017')) return undefined;
    throw error;
  }
}

function noteJson(note: ResolvedBundle['notes'][number]): unknown {
  return note.type === 'silent' ? { ...note, reason: note.reason.message } : note;
}

/** A chart, and each of its images with how and where it was found. */
function describeChart(chart: ChartRendering, output: Output): string[] {
  const label = chartRenderingLabel(chart);
  const count = chart.images.length;
  return [
    output.say(text(`图表 ${label} 需要 ${count} 个镜像：`, `Chart ${label} needs ${count} images:`)),
    ...table(
      chart.images.map(({ name, found }) => [
        `  ${name}`,
        found.map((each) => `${output.say(foundWayText(each.way))} ${each.in}`).join(', '),
      ]),
    ),
  ];
}

function describe(path: string, hash: string, { lock, changes, notes }: ResolvedBundle, output: Output): string[] {
  const bytes = lock.blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    ...table(
      lock.items.map(({ item, evidence }) => [
        artifactLabel(item),
        sizeText(item.sizeBytes),
        item.digest.slice(0, 19),
        evidence
          .map((each) => (each.type === 'signature' ? `signature (${each.key.slice(0, 16)})` : each.type))
          .join(', '),
      ]),
    ),
    ...(lock.charts ?? []).flatMap((chart) => describeChart(chart, output)),
    ...changes.map(
      ({ artifact, from, to }) => `! ${artifact}: ${from?.slice(0, 19) ?? '–'} → ${to?.slice(0, 19) ?? '–'}`,
    ),
    ...notes.map((note) => `! ${output.say(noteText(note))}`),
    output.say(
      text(
        `已锁定 ${lock.items.length} 项，共 ${sizeText(bytes)}：${path}`,
        `Locked ${lock.items.length} items, ${sizeText(bytes)} in all: ${path}`,
      ),
    ),
    `sha256:${hash}`,
  ];
}
