import type { Language } from '../../model/text.ts';

/** How a command line wants to be answered. */
export interface Speech {
  readonly language: Language;
  readonly isJson: boolean;
}

/** Read before anything is parsed, so that help texts and refusals of the command line itself are answered that way too. */
export function speechOf(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Speech {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const given = options.flatMap((word, index) =>
    word === '--lang' ? [options[index + 1]] : word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [],
  );
  const chosen = given.findLast((language) => language === 'zh' || language === 'en') as Language | undefined;
  return { language: chosen ?? systemLanguage(environment), isJson: options.includes('--json') };
}

function systemLanguage({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): Language {
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}
