import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { blank, paragraph } from '../section.ts';
import { bundleIdentity, type MediaInput, mediaDocument, mediaOf, mediumLabel } from './media-document.ts';

/** 病毒扫描记录: a form to fill in for each medium before it enters the site. Ferryman scans nothing itself. */
export function scanRecord(input: MediaInput): Document {
  const { carried } = input;
  return mediaDocument(input, text('病毒扫描记录', 'Virus-scan record'), [
    bundleIdentity(input),
    paragraph(
      '由客户指定的杀毒软件逐个介质扫描后填写。分卷为未压缩的 tar，镜像层为 gzip 或 zstd，请确认软件扫描压缩包内部。扫描不得改动文件，之后再按校验值清单核对一次。',
      'To be filled in for each medium after it was scanned with the customer’s own software. Volumes are uncompressed tar files, image layers gzip or zstd: see that the software looks inside them. A scan must change nothing; compare with the checksum sheet once more afterwards.',
    ),
    {
      type: 'table',
      columns: [
        { title: text('介质', 'Medium'), characters: 28 },
        { title: text('软件与版本', 'Software, version'), characters: 24 },
        { title: text('病毒库日期', 'Signatures of'), characters: 18 },
        { title: text('扫描时间', 'Scanned at'), characters: 20 },
        { title: text('结果', 'Result'), characters: 20 },
        { title: text('扫描人签字', 'Signature'), characters: 20 },
      ],
      rows: mediaOf(carried).map(({ index }) => [mediumLabel(carried, index), blank, blank, blank, blank, blank]),
      whenEmpty: text('没有介质。', 'No media.'),
    },
    {
      type: 'sign-off',
      roles: [
        {
          role: text('客户安全负责人', 'Customer’s security officer'),
          statement: text('准许上列介质进入现场：', 'The media above may enter the site:'),
        },
      ],
    },
  ]);
}
