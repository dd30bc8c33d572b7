import type { Command } from 'commander';
import { inspectMedia, type MediaInspection } from '../../../bundle/verify-media.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { type Text, text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import type { Output } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { trustedHere } from './trusted-here.ts';

export function addVerify(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('verify')
    .argument('<source>', say('离线包、放着分卷的文件夹，或一个分卷', 'a bundle, a folder of volumes, or one volume'))
    .description(
      say(
        '校验签名、清单和每个字节；有站点时用站点信任的密钥，否则用您自己的',
        'check signature, manifest and every byte, with the keys the site trusts, or your own where there is no site',
      ),
    )
    .action((source: string) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const { output } = context;
          const line = progressLine(output);
          const found = await inspectMedia(source, {
            ...(await trustedHere(context, { isSiteOnly: context.hasSite })),
            signal,
            onProgress: line.report,
            elapsedMs: () => performance.now(),
          }).finally(line.end);
          throwProblems(found);
          const { manifest, signer } = found.trusted;
          const { volumeCount, soundVolumes, missingVolumes } = found;
          const volumes = volumeCount === 0 ? {} : { volumeCount, soundVolumes, missingVolumes };
          output.result({ name: manifest.name, version: manifest.version, signer: signer.name, ...volumes }, [
            output.say(
              text(
                `完好：${manifest.name} ${manifest.version}，由 ${signer.name} 签名`,
                `Sound: ${manifest.name} ${manifest.version}, signed by ${signer.name}`,
              ),
            ),
            ...(volumeCount === 0 ? [] : describeVolumes(found, output)),
          ]);
          return 0;
        }),
      )(),
    );
}

/** The first problem with the others as its evidence, and each volume that must be copied again in the message. */
function throwProblems(
  found: MediaInspection,
): asserts found is MediaInspection & { trusted: NonNullable<MediaInspection['trusted']> } {
  const [first, ...others] = found.problems;
  if (first === undefined && found.trusted !== undefined) return;
  if (first === undefined) throw new FerrymanError('BUNDLE_E0009', { path: '', detail: 'unreadable' });
  if (others.length === 0) throw first;
  throw new FerrymanError(first.code, first.parameters, { evidence: others.map(({ message }) => message).join('\n') });
}

function describeVolumes({ volumeCount, soundVolumes, missingVolumes }: MediaInspection, output: Output): string[] {
  const said: Text[] = [
    text(
      `分卷 ${soundVolumes.join('、')}（共 ${volumeCount} 卷）`,
      `Volume ${soundVolumes.join(', ')} of ${volumeCount}`,
    ),
  ];
  if (missingVolumes.length > 0) {
    said.push(text(`不在这里：${missingVolumes.join('、')}`, `Not here: ${missingVolumes.join(', ')}`));
  }
  return said.map((each) => output.say(each));
}
