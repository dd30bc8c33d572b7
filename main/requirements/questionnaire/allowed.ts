import type { core } from 'zod';
import type { Field } from '../../model/intake/question.ts';
import { fill, type Text, text } from '../../model/text.ts';

/** What the schema says in one language, said in both. */
const formats: Readonly<Record<string, string>> = {
  'a lower-case RFC 1123 name: letters, digits and "-", at most 63':
    '由小写字母、数字和“-”组成的名称（最多 63 个字符）',
  'an IPv4 address such as 10.0.0.11': '一个 IPv4 地址，例如 10.0.0.11',
  'a network such as 10.244.0.0/16, without host bits': '一个网段，例如 10.244.0.0/16（主机位为 0）',
  'a domain name such as shop.example.cn': '一个域名，例如 shop.example.cn',
  'a machine size such as 8C16G': '机器规格，例如 8C16G',
  'a user name': '一个用户名',
  'a path such as /api': '一个路径，例如 /api',
  '"auto" or a version such as 1.34': '“自动”或版本号，例如 1.34',
};

/** What may stand in the field, in words. */
export function allowedIn(field: Field, issue: core.$ZodIssue): Text {
  switch (issue.code) {
    case 'too_small':
      return limit(issue.origin, text(' {limit} 及以上', 'at least {limit}'), issue.minimum);
    case 'too_big':
      return limit(issue.origin, text(' {limit} 及以下', 'at most {limit}'), issue.maximum);
    case 'invalid_format':
      if (issue.format === 'date') return text('一个日期，例如 2026-12-01', 'a date such as 2026-12-01');
      return said(issue.message);
    case 'custom':
      return said(issue.message);
    case 'unrecognized_keys':
      return text(`已知的项（没有 ${issue.keys.join('、')}）`, `known: there is no field ${issue.keys.join(', ')}`);
    case 'invalid_union': {
      const inner = issue.errors.map((branch) => branch[0]).filter((found) => found !== undefined);
      const best =
        inner.find(({ code }) => code === 'custom' || code === 'invalid_format') ??
        inner.find(({ code }) => code !== 'invalid_value') ??
        inner[0];
      return best === undefined ? byKind(field) : allowedIn(field, best as core.$ZodIssue);
    }
    case 'invalid_type':
      return issue.expected === 'int' ? text('一个整数', 'a whole number') : byKind(field);
    default:
      return byKind(field);
  }
}

/** Of a fixed set: all its words. */
export function oneOf({ choices = [] }: Field): Text {
  const all = (language: 'zh' | 'en') => choices.map(({ title }) => title[language]).join(' / ');
  return text(`这几项之一：${all('zh')}`, `one of: ${all('en')}`);
}

function limit(origin: string, template: Text, bound: number | bigint): Text {
  const units: Readonly<Record<string, Text>> = {
    string: text('（字符数）', ' characters'),
    array: text('（项数）', ' items'),
  };
  const { zh, en } = fill(template, { limit: Number(bound) });
  const unit = units[origin];
  return text(zh + (unit?.zh ?? ''), en + (unit?.en ?? ''));
}

function said(message: string): Text {
  return text(formats[message] ?? message, message);
}

const kinds: Partial<Readonly<Record<Field['kind'], Text>>> = {
  number: text('一个数字', 'a number'),
  percent: text('一个百分数，例如 20', 'a percentage such as 20'),
  address: text('一个 IPv4 地址，例如 10.0.0.11', 'an IPv4 address such as 10.0.0.11'),
  network: text('一个网段，例如 10.244.0.0/16', 'a network such as 10.244.0.0/16'),
  date: text('一个日期，例如 2026-12-01', 'a date such as 2026-12-01'),
};

function byKind(field: Field): Text {
  if (field.kind === 'choice') return oneOf(field);
  const example = field.example;
  return (
    kinds[field.kind] ??
    (example === undefined
      ? text('一项回答', 'an answer')
      : text(`“${example.zh}”这样的写法`, `anything like ${example.en}`))
  );
}
