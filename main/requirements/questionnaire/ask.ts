import type {
  Choice,
  Field,
  FieldKind,
  FieldQuestion,
  Need,
  SectionDescription,
  TableQuestion,
} from '../../model/intake/question.ts';
import { type Text, text } from '../../model/text.ts';

/** Chinese, English. */
export type Pair = readonly [zh: string, en: string];

interface FieldOptions {
  readonly of?: Field['of'];
  readonly unit?: Pair;
  readonly example?: Pair | string;
  readonly choices?: readonly (readonly [value: string | number | boolean, zh: string, en: string])[];
  readonly needed?: true;
  readonly version?: true;
  readonly technical?: true;
}

interface AskedOptions {
  readonly need?: Need;
  readonly why: Pair;
  readonly otherwise?: Pair;
  readonly who?: Pair;
  readonly ask?: Pair;
}

const pair = (value: Pair | string): Text => (typeof value === 'string' ? text(value, value) : text(...value));

/** One column of a table, or what is common to a question of one cell. */
export function field(id: string, kind: FieldKind, title: Pair, options: FieldOptions = {}): Field {
  const { of, unit, example, choices, needed = false, version = false, technical = false } = options;
  return {
    id,
    kind,
    title: pair(title),
    ...(of === undefined ? {} : { of }),
    ...(unit === undefined ? {} : { unit: pair(unit) }),
    ...(example === undefined ? {} : { example: pair(example) }),
    ...(choices === undefined
      ? {}
      : { choices: choices.map(([value, zh, en]): Choice => ({ value, title: text(zh, en) })) }),
    isNeeded: needed,
    isVersion: version,
    isTechnical: technical,
  };
}

/** Questions of one section: who knows is the section's, unless a question says otherwise. */
export function questionsOf(section: SectionDescription) {
  const asked = ({ need = 'may', why, otherwise, who, ask }: AskedOptions) => ({
    section: section.id,
    need,
    why: pair(why),
    ...(otherwise === undefined ? {} : { otherwise: pair(otherwise) }),
    who: who === undefined ? section.who : pair(who),
    ask: ask === undefined ? section.ask : pair(ask),
  });
  return {
    one: (id: string, kind: FieldKind, title: Pair, options: FieldOptions & AskedOptions): FieldQuestion => ({
      form: 'field',
      ...field(id, kind, title, options),
      ...asked(options),
    }),
    table: (
      id: string,
      title: Pair,
      options: AskedOptions & {
        key: readonly string[];
        columns: readonly Field[];
        inside?: string;
        example?: Pair | string;
      },
    ): TableQuestion => ({
      form: 'table',
      id,
      title: pair(title),
      ...(options.example === undefined ? {} : { example: pair(options.example) }),
      columns: [...options.columns],
      key: [...options.key],
      ...(options.inside === undefined ? {} : { inside: options.inside }),
      ...asked(options),
    }),
  };
}

/** Words that may stand where an address or a network is asked. */
export const automatic = ['auto', '自动', 'automatic'] as const;
export const unknownWord = ['unknown', '不清楚', 'not known'] as const;
