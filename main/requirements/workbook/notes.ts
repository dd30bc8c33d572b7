import type { Field, Question } from '../../model/intake/question.ts';
import type { Text } from '../../model/text.ts';
import { type Say, words } from './words.ts';

export function noteOf({ why, example, otherwise, who, ask }: Question, say: Say): string {
  const line = (title: Text, value: string) => `${say(title)}${say(words.colon)}${value}`;
  return [
    line(words.why, say(why)),
    ...(example === undefined ? [] : [line(words.example, say(example))]),
    ...(otherwise === undefined ? [] : [line(words.otherwise, say(otherwise))]),
    line(words.knows, `${say(who)} → ${say(ask)}`),
  ].join('\n');
}

export function fieldNote(field: Field, say: Say): string {
  const choices = (field.choices ?? []).map(({ title }) => say(title)).join(' / ');
  const lines = [
    say(field.title),
    ...(field.isNeeded ? [say(words.needed)] : []),
    ...(field.example === undefined ? [] : [`${say(words.example)}${say(words.colon)}${say(field.example)}`]),
    ...(choices === '' ? [] : [choices]),
  ];
  return lines.join('\n');
}
