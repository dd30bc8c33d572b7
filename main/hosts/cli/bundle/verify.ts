import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { manifestFileName } from '../../../bundle/paths.ts';
import type { BundleTrust } from '../../../bundle/trust.ts';
import { verifyBundle } from '../../../bundle/verify.ts';
import { verifyVolumes } from '../../../bundle/volumes/verify-volumes.ts';
import { toErrorRecord } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import type { ExitCode, Output } from '../output.ts';
import { progressLine } from '../progress-line.ts';

const notSound = 4;

export function addVerify(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('verify')
    .argument('<path>', say('离线包、放分卷的文件夹，或一个分卷', 'the bundle, a folder with volumes, or one volume'))
    .description(
      say(
        '用本站点信任的密钥校验签名、清单和每个文件；分卷可单独校验',
        'check signature, manifest and every file, with the keys this site trusts; each volume by itself',
      ),
    )
    .action((path: string) =>
      run(({ output, withSite }) =>
        withSite(
          ({ store }) => {
            const trust = { trustedKeys: store.signingKeys(), isPracticeSite: store.isPractice };
            const whole = resolve(path);
            return existsSync(join(whole, manifestFileName))
              ? bundleAt(whole, trust, output)
              : volumesAt(whole, trust, output);
          },
          { readOnly: true },
        ),
      )(),
    );
}

async function bundleAt(directory: string, trust: BundleTrust, output: Output): Promise<ExitCode> {
  const line = progressLine(output);
  const { manifest, signer } = await verifyBundle(directory, { ...trust, onProgress: line.report }).finally(line.end);
  const { name, version } = manifest;
  output.result({ name, version, signer: signer.name }, [
    output.say(
      text(`完好：${name} ${version}，由 ${signer.name} 签名`, `Sound: ${name} ${version}, signed by ${signer.name}`),
    ),
  ]);
  return 0;
}

async function volumesAt(path: string, trust: BundleTrust, output: Output): Promise<ExitCode> {
  const line = progressLine(output);
  const found = await verifyVolumes(path, trust, { onProgress: line.report }).finally(line.end);
  const { manifest, signer, volumeCount, sound, problems } = found;
  const { name, version } = manifest;
  const json = { name, version, signer: signer.name, volumeCount, sound };
  output.result({ ...json, problems: problems.map(({ code, message }) => ({ code, message })) }, [
    `${name} ${version}  ${signer.name}`,
    ...problems.map((problem) => `✗ ${output.say(toErrorRecord(problem).message)}`),
    output.say(
      text(
        `共 ${volumeCount} 卷，这里完好的有：${sound.join('、') || '无'}`,
        `${volumeCount} volumes in all; sound here: ${sound.join(', ') || 'none'}`,
      ),
    ),
  ]);
  return problems.length === 0 ? 0 : notSound;
}
