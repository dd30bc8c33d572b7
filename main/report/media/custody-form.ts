import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { blank, cell, number, paragraph } from '../section.ts';
import { bundleIdentity, type MediaInput, mediaDocument, mediaOf, mediumLabel } from './media-document.ts';

const handOvers = 4;

/** 介质交接单: every hand the media go through, with time, seal and signature. */
export function custodyForm(input: MediaInput): Document {
  const { carried } = input;
  return mediaDocument(input, text('介质交接单', 'Custody form'), [
    bundleIdentity(input),
    { type: 'heading', level: 3, id: 'media', text: text('交接的介质', 'Media handed over') },
    {
      type: 'table',
      columns: [
        { title: text('介质', 'Medium'), characters: 40 },
        { title: text('字节数', 'Bytes'), characters: 18 },
        { title: text('封条号', 'Seal number'), characters: 26 },
        { title: text('外观', 'Condition'), characters: 26 },
      ],
      rows: mediaOf(carried).map(({ index, sizeBytes }) => [
        mediumLabel(carried, index),
        number(sizeBytes),
        blank,
        blank,
      ]),
      whenEmpty: text('没有介质。', 'No media.'),
    },
    { type: 'heading', level: 3, id: 'hand-overs', text: text('交接记录', 'Hand-overs') },
    paragraph(
      '每次交接填一行：封条完好方可接收；封条破损或号码不符时停止交接，按校验值清单重新核对全部介质。',
      'One row a hand-over. Media are taken only with whole seals; where a seal is broken or another one, stop and compare all media with the checksum sheet.',
    ),
    {
      type: 'table',
      columns: [
        { title: text('次', 'No.'), characters: 6 },
        { title: text('日期、时间', 'Date and time'), characters: 20 },
        { title: text('地点', 'Place'), characters: 18 },
        { title: text('交出人（单位、姓名、签字）', 'From (side, name, signature)'), characters: 32 },
        { title: text('接收人（单位、姓名、签字）', 'To (side, name, signature)'), characters: 32 },
        { title: text('封条号', 'Seal'), characters: 16 },
      ],
      rows: Array.from({ length: handOvers }, (_, index) => [
        { ...cell(String(index + 1)), lines: ['　', '　'] },
        blank,
        blank,
        blank,
        blank,
        blank,
      ]),
      whenEmpty: text('没有交接。', 'No hand-overs.'),
    },
    {
      type: 'sign-off',
      roles: [
        {
          role: text('交付方', 'Vendor'),
          statement: text('介质与校验值清单相符，封条完好交出。', 'Handed over as on the checksum sheet, seals whole.'),
        },
        {
          role: text('客户（现场接收）', 'Customer (received on site)'),
          statement: text('已核对介质数量、封条与校验值。', 'Number of media, seals and checksums were compared.'),
        },
      ],
    },
  ]);
}
