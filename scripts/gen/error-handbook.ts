import { errorRegistry } from '../../main/model/errors/error-registry.ts';
import type { Language } from '../../main/model/text.ts';
import { table } from './markdown.ts';

const words = {
  zh: {
    title: '错误手册',
    note: '由 npm run gen 从错误登记表生成，请勿手改。',
    head: ['代码', '含义', '下一步', '谁来处理', '能否重试'],
    source: { operator: '操作者', environment: '现场环境', product: 'Ferryman 支持' },
    retry: { safe: '可直接重试', 'after-fix': '处理后重试', never: '重试无用' },
  },
  en: {
    title: 'Error handbook',
    note: 'Written by npm run gen from the error registry; do not edit.',
    head: ['Code', 'What it means', 'What to do', 'Who acts', 'Try again'],
    source: { operator: 'the operator', environment: 'the site', product: 'Ferryman support' },
    retry: { safe: 'at once', 'after-fix': 'after the fix', never: 'no use' },
  },
} as const;

export function errorHandbook(language: Language): string {
  const { title, note, head, source, retry } = words[language];
  const rows = Object.entries(errorRegistry)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, definition]) => [
      `\`${code}\``,
      definition.message[language],
      definition.remedy[language],
      source[definition.source],
      retry[definition.retry],
    ]);
  return `# ${title}\n\n${note}\n\n${table(head, rows)}\n`;
}
