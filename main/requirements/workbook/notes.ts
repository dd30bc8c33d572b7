import type { Field, Question } from '../../model/intake/question.ts';
import { type Say, words } from './words.ts';

export function noteOf(question: Question, say: Say): string {
  const { why, example, otherwise, who, ask } = question;
  const lines = [
    `${say(words.why)}：${say(why)}`,
    ...(example === undefined ? [] : [`${say(words.example)}：${say(example)}`]),
    ...(otherwise === undefined ? [] : [`${say(words.otherwise)}：${say(otherwise)}`]),
    `${say(words.who)}：${say(who)} → ${say(ask)}`,
  ];
  return lines.join('\n').replace(/ → [^：\n]*：/, '：');
}

export function fieldNote(field: Field, say: Say): string {
  const choices = (field.choices ?? []).map(({ title }) => say(title)).join(' / ');
  const lines = [
    say(field.title),
    ...(field.isNeeded ? [say(words.needed)] : []),
    ...(field.example === undefined ? [] : [`${say(words.example)}：${say(field.example)}`]),
    ...(choices === '' ? [] : [choices]),
  ];
  return lines.join('\n');
}
