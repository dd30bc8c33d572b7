import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorRegistry } from '../main/model/errors/error-registry.ts';
import type { Language } from '../main/model/text.ts';

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

function handbook(language: Language): string {
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
  const lines = [head, head.map(() => '---'), ...rows].map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return `# ${title}\n\n${note}\n\n${lines.join('\n')}\n`;
}

/** `--check` fails when what is committed is not what would be written. */
const isCheck = process.argv.includes('--check');
for (const language of ['zh', 'en'] as const) {
  const path = resolve(import.meta.dirname, `../main/docs/handbook/errors.${language}.md`);
  const content = handbook(language);
  if (!isCheck) writeFileSync(path, content);
  else if (readFileSync(path, 'utf8') !== content) {
    console.error(`${path} is stale: run npm run gen`);
    process.exitCode = 1;
  }
}
