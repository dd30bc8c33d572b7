import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readTrustedManifest, type TrustedManifest } from '../../../bundle/trust.ts';
import { compareBundles } from '../../../model/bundle/compare.ts';
import { fingerprintLabel } from '../../../model/bundle/fingerprint.ts';
import { artifactLabel } from '../../../model/plan/artifact-ref.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { type Output, table } from '../output.ts';
import { sizeText } from './sizes.ts';
import { trustedHere } from './trusted-here.ts';

const marks = { same: '=', changed: '~', added: '+', removed: '-' } as const;

export function addInspect(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('inspect')
    .argument('<directory>', say('离线包', 'the bundle'))
    .description(
      say(
        '查看离线包里有什么、谁签的名、对谁完整；用您自己的和本站点信任的密钥，不读取内容文件',
        'what a bundle holds, who signed it, what it is complete for; with your own keys and those the site trusts, reading no content',
      ),
    )
    .action((directory: string) =>
      run(async (context) => {
        const path = resolve(directory);
        const found = await readTrustedManifest(path, await trustedHere(context));
        const { manifest, manifestHash, signer } = found;
        context.output.result({ path, manifestHash, signer, manifest }, describe(found, context.output));
        return 0;
      })(),
    );
  bundle
    .command('compare')
    .argument('<from>', say('较旧的离线包', 'the older bundle'))
    .argument('<to>', say('较新的离线包', 'the newer bundle'))
    .description(say('并排比较两个离线包', 'two bundles side by side'))
    .action((from: string, to: string) =>
      run(async (context) => {
        const { output } = context;
        const trust = await trustedHere(context);
        const before = await readTrustedManifest(resolve(from), trust);
        const after = await readTrustedManifest(resolve(to), trust);
        const comparison = compareBundles(before.manifest, after.manifest);
        const changed = comparison.items.filter(({ state }) => state !== 'same');
        output.result(comparison, [
          `${nameOf(before)} → ${nameOf(after)}`,
          ...table(
            changed.map(({ state, artifact, from: older, to: newer }) => [
              marks[state],
              artifact,
              `${contentText(older)} → ${contentText(newer)}`,
            ]),
          ),
          output.say(
            text(
              `${changed.length} 项不同，${comparison.items.length - changed.length} 项相同；新增 ${sizeText(comparison.newBytes)}，共有 ${sizeText(comparison.sharedBytes)}`,
              `${changed.length} items differ, ${comparison.items.length - changed.length} are the same; ${sizeText(comparison.newBytes)} new, ${sizeText(comparison.sharedBytes)} shared`,
            ),
          ),
        ]);
        return 0;
      })(),
    );
}

function nameOf({ manifest }: TrustedManifest): string {
  return `${manifest.name} ${manifest.version}`;
}

function contentText(
  content: { readonly version?: string; readonly digest: string; readonly sizeBytes: number } | undefined,
) {
  if (content === undefined) return '–';
  return `${content.version ?? content.digest.slice(7, 19)} (${sizeText(content.sizeBytes)})`;
}

function describe({ manifest, manifestHash, signer }: TrustedManifest, output: Output): string[] {
  const { closure, unproven, lockHash, isPractice, licenceDecisions = [], record } = manifest;
  const none = output.say(text('未证明', 'not proven'));
  const lines: readonly (readonly [string, string])[] = [
    [
      output.say(text('签名', 'signed by')),
      `${signer.name}  ${fingerprintLabel({ ...signer, algorithm: 'ed25519' })}${isPractice ? '  PRACTICE 演练' : ''}`,
    ],
    [output.say(text('构建时间', 'built at')), manifest.createdAt],
    [output.say(text('平台', 'platforms')), manifest.platforms.join(', ')],
    [output.say(text('清单', 'manifest')), `sha256:${manifestHash}`],
    [output.say(text('锁定文件', 'lock')), lockHash === undefined ? '–' : `sha256:${lockHash}`],
    ...(record === undefined
      ? []
      : [[output.say(text('构建者', 'built by')), `${record.by}, Ferryman ${record.with}`] as const]),
    [output.say(text('完整性', 'complete for')), closure === undefined ? none : `${closure.site} (${closure.needs})`],
  ];
  return [
    `${manifest.name} ${manifest.version}`,
    ...table(lines),
    ...(closure?.waiver === undefined
      ? []
      : [
          output.say(
            text(
              `! 缺少内容，由 ${closure.waiver.by} 放行：${closure.waiver.reason}`,
              `! Something is missing, let through by ${closure.waiver.by}: ${closure.waiver.reason}`,
            ),
          ),
          ...closure.waiver.missing.map(({ artifact, neededBy }) => `  ✗ ${artifact}  ${neededBy.join(', ')}`),
        ]),
    ...(unproven === undefined
      ? []
      : [
          output.say(
            text(
              `! 未证明完整性，由 ${unproven.by} 放行：${unproven.reason}`,
              `! Completeness was not proven, let through by ${unproven.by}: ${unproven.reason}`,
            ),
          ),
        ]),
    ...licenceDecisions.map(({ what, by, on, reason }) =>
      output.say(
        text(
          `许可：${by} 于 ${on} 同意携带 ${what}：${reason}`,
          `Licence: ${by} let ${what} be carried on ${on}: ${reason}`,
        ),
      ),
    ),
    '',
    ...table(
      manifest.items.map((item) => [
        artifactLabel(item),
        sizeText(item.sizeBytes),
        item.digest.slice(0, 19),
        item.licence ?? output.say(text('许可未说明', 'licence not stated')),
      ]),
    ),
  ];
}
