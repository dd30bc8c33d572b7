import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../../model/canonical-json.ts';
import type { Question, SectionDescription } from '../../model/intake/question.ts';
import type { Contact } from '../../model/site/calendar.ts';
import type { Language } from '../../model/text.ts';
import { cellsOf } from '../questionnaire/cells.ts';
import { baseOf } from '../questionnaire/merge.ts';
import style from './page.css?raw';
import controls from './script/controls.js?raw';
import page from './script/page.js?raw';
import questionCards from './script/questions.js?raw';
import returned from './script/returned.js?raw';
import state from './script/state.js?raw';
import { words } from './words.ts';

const script = `(() => {\n${[state, controls, questionCards, returned, page].join('\n')}})();`;

export interface PageContent {
  readonly siteId: string;
  readonly siteName: string;
  readonly createdAt: string;
  readonly contact: Pick<Contact, 'id' | 'name'>;
  readonly sections: readonly SectionDescription[];
  readonly questions: readonly Question[];
  readonly byQuestion: Readonly<Record<string, Json>>;
  readonly unknown: Readonly<Record<string, { readonly note: string }>>;
  readonly language: Language;
}

/** One person's questions as one file: opened from anywhere, asks nobody, keeps what is typed in the browser. */
export function writePage({ byQuestion, questions, unknown, language, ...rest }: PageContent): string {
  const mine = Object.fromEntries(
    questions.flatMap(({ id }) => (byQuestion[id] === undefined ? [] : [[id, byQuestion[id]] as const])),
  );
  const cells = Object.fromEntries(
    questions.flatMap((question) => {
      const value = mine[question.id];
      return value === undefined ? [] : [[question.id, cellsOf(question, value, language)]];
    }),
  );
  const notes = Object.fromEntries(
    questions.flatMap(({ id }) => (unknown[id] === undefined ? [] : [[id, unknown[id].note]])),
  );
  const data = JSON.stringify({
    ...rest,
    words,
    language,
    questions,
    cells,
    base: baseOf(mine),
    unknown: notes,
  }).replaceAll('<', '\\u003c');
  const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  const title = `${rest.siteName} · ${rest.contact.name}`;
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main id="page"><noscript>请允许脚本运行。Please allow scripts.</noscript></main>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

function digest(source: string): string {
  return `'sha256-${Buffer.from(sha256(utf8ToBytes(source))).toString('base64')}'`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
