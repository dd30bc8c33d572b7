import { type Language, type Text, text } from '../../model/text.ts';

export type Say = (sentence: Text) => string;

export const sayIn =
  (language: Language): Say =>
  (sentence) =>
    sentence[language];

export const words = {
  readMe: text('说明', 'Read me'),
  title: text('需求调查表', 'Planning questionnaire'),
  lead: text(
    '请只填写黄色格子。把鼠标停在格子上可以看到为什么问、例子和谁通常知道。不知道就在“不知道”一栏选“不知道”，旁边写清该问谁。填好后原样发回，不必改文件名。',
    'Please fill in the yellow cells only. Rest the mouse on a cell to see why it is asked, an example, and who usually knows. Where you do not know, choose "don’t know". Send the file back as it is.',
  ),
  secret: text('请不要在任何格子里写密码。', 'Never write a password into any cell.'),
  by: text('填写人', 'Filled in by'),
  section: text('部分', 'Section'),
  contact: text('负责人', 'Who answers'),
  nobody: text('未指定', 'nobody yet'),
  answered: text('已答', 'Answered'),
  open: text('待答', 'Open'),
  number: text('序号', 'No.'),
  question: text('问题', 'Question'),
  answer: text('回答', 'Answer'),
  unit: text('单位', 'Unit'),
  unknown: text('不知道？', 'Don’t know?'),
  dontKnow: text('不知道', 'don’t know'),
  why: text('为什么问', 'Why we ask'),
  example: text('例子', 'Example'),
  otherwise: text('不填时我们按', 'If left open we take'),
  knows: text('谁通常知道', 'Who usually knows'),
  colon: text('：', ': '),
  who: text('谁通常知道 → 不知道时', 'Who usually knows → else'),
  needed: text('必填', 'needed'),
  technical: text('（技术）', '(technical)'),
  other: text('其它（勿动）', 'other (leave)'),
  choose: text('请从列表中选择', 'Please choose from the list'),
  page: text('第 &P 页，共 &N 页', 'Page &P of &N'),
} as const;
