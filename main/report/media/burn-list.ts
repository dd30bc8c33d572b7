import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { blank, code, number, paragraph } from '../section.ts';
import { bundleIdentity, type MediaInput, mediaDocument, mediaOf, mediumLabel } from './media-document.ts';

/** 刻录清单: what goes onto which disc, what is written on it, and who burned and compared it. */
export function burnList(input: MediaInput): Document {
  const { carried } = input;
  const names = new Map(carried.files.map(({ index, fileName }) => [index, fileName]));
  return mediaDocument(input, text('刻录清单', 'Burn list'), [
    bundleIdentity(input),
    paragraph(
      '每卷一张光盘（U 盘可放多卷）。刻录后重新读出并核对 SHA-256，再在盘面写上标签。SHA256SUMS 与 SM3SUMS 随第一张盘。',
      'One volume a disc (a USB drive may hold several). Read each disc back and compare its SHA-256, then write the label on it. SHA256SUMS and SM3SUMS go onto the first disc.',
    ),
    {
      type: 'table',
      columns: [
        { title: text('盘面标签', 'Label'), characters: 26 },
        { title: text('文件', 'File'), characters: 32 },
        { title: text('字节数', 'Bytes'), characters: 18 },
        { title: text('刻录人、日期', 'Burned by, on'), characters: 24 },
        { title: text('核对人', 'Compared by'), characters: 18 },
      ],
      rows: mediaOf(carried).map(({ index, sizeBytes }) => [
        mediumLabel(carried, index),
        code(names.get(index) ?? carried.manifest.name),
        number(sizeBytes),
        blank,
        blank,
      ]),
      whenEmpty: text('没有介质。', 'No media.'),
    },
  ]);
}
