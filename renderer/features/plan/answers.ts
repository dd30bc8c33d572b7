import type { Requirements } from '../../../main/model/site/requirements.ts';
import type { Words } from '../../i18n/words.ts';
import type { MessageKey } from '../../i18n/zh.ts';

/** An answer people often want to see changed. */
export interface CommonAnswer {
  readonly path: string;
  readonly label: MessageKey;
  /** The environment it is about, where there are several. */
  readonly of: string;
  /** The only values it has; undefined for a number or a date. */
  readonly choices?: readonly string[];
}

const labels: Readonly<Record<string, MessageKey>> = {
  'load.concurrentUsers': 'plan.answer.concurrentUsers',
  'load.registeredUsers': 'plan.answer.registeredUsers',
  'logs.gbPerDay': 'plan.answer.logsPerDay',
  'logs.hotDays': 'plan.answer.hotDays',
  'logs.retentionDays': 'plan.answer.retentionDays',
  'files.sizeGb': 'plan.answer.files',
  'security.mlps': 'plan.answer.mlps',
  'schedule.start': 'plan.answer.start',
  'schedule.due': 'plan.answer.due',
};

/** Answers about one item of a list. */
const itemLabels: readonly (readonly [RegExp, MessageKey])[] = [
  [/^environments\.[^.]+\.availability$/, 'plan.answer.availability'],
  [/^environments\.[^.]+\.workerCount$/, 'plan.answer.workerCount'],
  [/^environments\.[^.]+\.workerShape$/, 'plan.answer.workerShape'],
  [/^environments\.[^.]+\.layout$/, 'plan.answer.layout'],
  [/^modules\.[^.]+\.queue\.jobsPerHour$/, 'plan.answer.jobsPerHour'],
  [/^platform\.[^.]+\.environments$/, 'plan.answer.platform'],
];

/** The answers people ask about first, for this site's environments. */
export function commonAnswers({ environments }: Pick<Requirements, 'environments'>): CommonAnswer[] {
  const plain = Object.entries(labels).map(
    ([path, label]): CommonAnswer => ({
      path,
      label,
      of: '',
      ...(path === 'security.mlps' ? { choices: ['none', '2', '3'] } : {}),
    }),
  );
  const promised = environments.map(
    ({ name }): CommonAnswer => ({
      path: `environments.${name}.availability`,
      label: 'plan.answer.availability',
      of: name,
      choices: ['basic', 'one-machine', 'two-machines'],
    }),
  );
  return [...plain.slice(0, 2), ...promised, ...plain.slice(2)];
}

/** What stands at a path now, items of a list by their name; empty for what nobody answered. */
export function answerAt(requirements: Requirements, path: string): string {
  const found = path.split('.').reduce<unknown>((value, word) => {
    if (Array.isArray(value))
      return value.find((item) => item?.name === word || item?.component === word) ?? value[Number(word)];
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[word] : undefined;
  }, requirements);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

/** What reads as a number or as true or false is one. */
export function typed(value: string): number | boolean | string {
  if (value === 'true' || value === 'false') return value === 'true';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** A value that stands for a sentence, as that sentence. */
export function answerWords(value: string, t: Words['t']): string {
  switch (value) {
    case 'basic':
    case 'one-machine':
    case 'two-machines':
      return t(`plan.availability.${value}`);
    case 'none':
      return t('plan.choice.none');
    default:
      return value;
  }
}

/**
 * `load.concurrentUsers 300 → 450` with the question in words before its path, where people know it by them; a planner
 * default by its title.
 */
export function reasonWords(reason: string, t: Words['t'], titles: Readonly<Record<string, string>> = {}): string {
  const [, path = '', step = ''] = /^(\S+) (.*)$/s.exec(reason) ?? [];
  const label = labels[path] ?? itemLabels.find(([form]) => form.test(path))?.[1];
  const title = Object.hasOwn(titles, path) ? titles[path] : undefined;
  if (title !== undefined) return `${title} ${step} (${path})`;
  if (label === undefined) return reason;
  const told = step
    .split(' → ')
    .map((value) => answerWords(value, t))
    .join(' → ');
  return `${t(label)} ${told} (${path})`;
}
