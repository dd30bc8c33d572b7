import { ORPCError, ValidationError } from '@orpc/server';
import type { core } from 'zod';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type Text, text } from '../model/text.ts';

const longestShown = 60;

/**
 * Input that does not fit its procedure, as INPUT_E0001: which field, what was found there, what is allowed; undefined for
 * any other error. Where the input may be a secret, of what was found only the kind is said.
 */
export function inputErrorOf(error: unknown, procedure: string, takesSecrets: boolean): FerrymanError | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return undefined;
  if (!(error.cause instanceof ValidationError)) return undefined;
  const { issues, data } = error.cause;
  const issue = issues[0] as core.$ZodIssue | undefined;
  if (issue === undefined) return undefined;
  const value = valueAt(data, issue.path);
  const field = fieldName(issue.path);
  const found = takesSecrets ? kindOf(value) : shown(value);
  const wanted = allowed(issue);
  const detail = text(
    `${field.zh}：收到${found.zh}，要求：${wanted.zh}`,
    `${field.en}: found ${found.en}, allowed is ${wanted.en}`,
  );
  return new FerrymanError('INPUT_E0001', { detail }, { target: procedure });
}

function fieldName(path: readonly PropertyKey[]): Text {
  if (path.length === 0) return text('整个输入', 'the whole input');
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text(name.replace(/^\./, ''), name.replace(/^\./, ''));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

const kinds: Readonly<Record<string, Text>> = {
  undefined: text('空', 'nothing'),
  null: text('空', 'nothing'),
  string: text('文字', 'a text'),
  number: text('数字', 'a number'),
  int: text('整数', 'a whole number'),
  boolean: text('真假值', 'true or false'),
  array: text('列表', 'a list'),
  object: text('一组字段', 'a block of fields'),
};

function kindOf(value: unknown): Text {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return kinds[kind] ?? text(kind, kind);
}

/** A value as it was sent; of a whole block only that it is one. */
function shown(value: unknown): Text {
  if (typeof value === 'object' || value === undefined) return kindOf(value);
  const written = JSON.stringify(value) ?? String(value);
  const cut = written.length > longestShown ? `${written.slice(0, longestShown)}…` : written;
  return text(` ${cut}`, cut);
}

function allowed(issue: core.$ZodIssue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? text(issue.expected, issue.expected);
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value));
      return text(values.join(' 或 '), values.join(' or '));
    }
    case 'too_small':
      return issue.origin === 'string'
        ? text(`至少 ${issue.minimum} 个字`, `at least ${issue.minimum} character(s)`)
        : text(`至少 ${issue.minimum}`, `at least ${issue.minimum}`);
    case 'too_big':
      return issue.origin === 'string'
        ? text(`至多 ${issue.maximum} 个字`, `at most ${issue.maximum} character(s)`)
        : text(`至多 ${issue.maximum}`, `at most ${issue.maximum}`);
    default:
      return text(`其他写法（${issue.message}）`, `something else (${issue.message})`);
  }
}
