import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { code, number, paragraph } from '../section.ts';
import { bundleIdentity, type MediaInput, mediaDocument, spelled } from './media-document.ts';

/** 校验值清单: what `sha256sum` and `sm3sum` must answer for every file on the media. */
export function checksumSheet(input: MediaInput): Document {
  const { files, volumeCount } = input.carried;
  return mediaDocument(input, text('校验值清单', 'Checksum sheet'), [
    bundleIdentity(input),
    volumeCount === 0
      ? paragraph(
          '离线包未分卷：清单与签名两个文件的校验值相符，其余文件即由清单逐一证明（ferryman bundle verify）。',
          'The bundle is not split: where manifest and signature are as listed, the manifest vouches for every other file (ferryman bundle verify).',
        )
      : paragraph(
          '收到介质后逐卷核对；不符的只需重新拷贝那一卷。命令：sha256sum -c SHA256SUMS。',
          'Compare every volume on arrival; one that differs is copied again alone. Command: sha256sum -c SHA256SUMS.',
        ),
    {
      type: 'table',
      columns: [
        { title: text('文件', 'File'), characters: 34 },
        { title: text('字节数', 'Bytes'), characters: 19 },
        { title: text('SHA-256', 'SHA-256'), characters: 30 },
        { title: text('SM3', 'SM3'), characters: 30 },
      ],
      rows: files.map(({ fileName, sizeBytes, sha256, sm3 }) => [
        code(fileName),
        number(sizeBytes),
        spelled(sha256, 4),
        spelled(sm3, 4),
      ]),
      whenEmpty: text('没有文件。', 'No files.'),
    },
  ]);
}
