import type { Block } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { code, paragraph } from '../section.ts';

/** The page for ink. The decision is the customer's, in their words; Ferryman only says what it found. */
export function signOff(reportHash: string): Block[] {
  return [
    { type: 'page-break' },
    { type: 'heading', level: 2, id: 'sign-off', text: text('签署', 'Sign-off') },
    paragraph(
      '本报告只陈述检验的事实与结论，决定由客户作出。签署仅对以下摘要所对应的这一份报告有效。',
      "This report states what was found; the decision is the customer's. A signature holds only for the report with the digest below.",
    ),
    { type: 'key-values', rows: [{ label: text('报告摘要', 'Report digest'), value: code(reportHash) }] },
    {
      type: 'sign-off',
      roles: [
        {
          role: text('交付工程师', 'Delivery engineer'),
          statement: text('报告如实反映现场情况。', 'The report shows the site as it is.'),
        },
        {
          role: text('客户技术负责人', "Customer's technical lead"),
          statement: text('已阅读检验结果与遗留事项。', 'I have read the results and what remains.'),
        },
        {
          role: text('客户签署人', "Customer's signatory"),
          statement: text('客户的决定（由客户填写）：', "The customer's decision, in the customer's words:"),
        },
      ],
    },
  ];
}
