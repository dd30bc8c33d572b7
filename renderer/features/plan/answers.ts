import type { Requirements } from '../../../main/model/site/requirements.ts';
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

/** The answers people ask about first, for this site's environments. */
export function commonAnswers({ environments }: Pick<Requirements, 'environments'>): CommonAnswer[] {
  const one = (path: string, label: MessageKey): CommonAnswer => ({ path, label, of: '' });
  return [
    one('load.concurrentUsers', 'plan.answer.concurrentUsers'),
    one('load.registeredUsers', 'plan.answer.registeredUsers'),
    ...environments.map(
      ({ name }): CommonAnswer => ({
        path: `environments.${name}.availability`,
        label: 'plan.answer.availability',
        of: name,
        choices: ['basic', 'one-machine', 'two-machines'],
      }),
    ),
    one('logs.gbPerDay', 'plan.answer.logsPerDay'),
    one('logs.hotDays', 'plan.answer.hotDays'),
    one('logs.retentionDays', 'plan.answer.retentionDays'),
    one('files.sizeGb', 'plan.answer.files'),
    { path: 'security.mlps', label: 'plan.answer.mlps', of: '', choices: ['none', '2', '3'] },
    one('schedule.start', 'plan.answer.start'),
    one('schedule.due', 'plan.answer.due'),
  ];
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
