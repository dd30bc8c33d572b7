import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundleErrors } from '../../main/model/errors/bundle-errors.ts';
import { chartErrors } from '../../main/model/errors/chart-errors.ts';
import { documentErrors } from '../../main/model/errors/document-errors.ts';
import type { ErrorDefinition } from '../../main/model/errors/error-definition.ts';
import { errorRegistry } from '../../main/model/errors/error-registry.ts';
import { ErrorRecord, FerrymanError, isFerrymanError, toErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { hostErrors } from '../../main/model/errors/host-errors.ts';
import { operationErrors } from '../../main/model/errors/operation-errors.ts';
import { packageErrors } from '../../main/model/errors/package-errors.ts';
import { pushErrors } from '../../main/model/errors/push-errors.ts';
import { requirementsErrors } from '../../main/model/errors/requirements-errors.ts';
import { siteErrors } from '../../main/model/errors/site-errors.ts';
import { sourceErrors } from '../../main/model/errors/source-errors.ts';
import { terminalErrors } from '../../main/model/errors/terminal-errors.ts';
import { usageErrors } from '../../main/model/errors/usage-errors.ts';
import { volumeErrors } from '../../main/model/errors/volume-errors.ts';

const areas = [
  chartErrors,
  documentErrors,
  siteErrors,
  requirementsErrors,
  hostErrors,
  bundleErrors,
  sourceErrors,
  operationErrors,
  usageErrors,
  terminalErrors,
  volumeErrors,
  pushErrors,
  packageErrors,
];
const definitions = Object.entries<ErrorDefinition>(errorRegistry);
const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

describe('the registry', () => {
  test('a code has one definition, in one area', () => {
    const codes = areas.flatMap((area) => Object.keys(area));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes.sort()).toEqual(Object.keys(errorRegistry).sort());
  });

  test('codes are AREA_E0000', () => {
    expect(definitions.map(([code]) => code).filter((code) => !/^[A-Z]+_E\d{4}$/.test(code))).toEqual([]);
  });

  test('both languages are there, and speak of the same things', () => {
    const uneven = definitions.filter(([, { message, remedy }]) =>
      [message, remedy].some(
        ({ zh, en }) => zh.trim() === '' || en.trim() === '' || String(namesIn(zh)) !== String(namesIn(en)),
      ),
    );
    expect(uneven.map(([code]) => code)).toEqual([]);
  });

  test('Chinese is Chinese, English is not', () => {
    const hasHan = (text: string) => /\p{Script=Han}/u.test(text);
    const wrong = definitions.filter(
      ([, { message, remedy }]) =>
        !hasHan(message.zh) || [message.en, remedy.en].some(hasHan) || !(hasHan(remedy.zh) || remedy.zh === '{next}'),
    );
    expect(wrong.map(([code]) => code)).toEqual([]);
  });

  test('a bug is never worth trying again', () => {
    const bugs = definitions.filter(([, { source }]) => source === 'product');
    expect([bugs.length > 0, bugs.filter(([, { retry }]) => retry !== 'never')]).toEqual([true, []]);
  });
});

describe('what is thrown', () => {
  test('of ours keeps its code, texts, target and evidence', () => {
    const error = new FerrymanError(
      'SITE_E0001',
      { path: 'D:\\现场\\a.ferry' },
      { target: 'node-1', evidence: 'seen' },
    );
    expect(toErrorRecord(error)).toEqual({
      code: 'SITE_E0001',
      source: 'operator',
      retry: 'after-fix',
      message: { zh: '找不到站点文件 D:\\现场\\a.ferry', en: 'There is no site file at D:\\现场\\a.ferry' },
      remedy: errorRegistry.SITE_E0001.remedy,
      target: 'node-1',
      evidence: 'seen',
    });
    expect([
      error.message,
      isFerrymanError(error),
      isFerrymanError(error, 'SITE_E0001'),
      isFerrymanError(error, 'SITE_E0002'),
    ]).toEqual(['SITE_E0001 There is no site file at D:\\现场\\a.ferry', true, true, false]);
  });

  test('by anybody else is our own fault, whatever it looks like', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.string().map((message) => new Error(message)),
      fc
        .tuple(fc.constantFrom('SITE_E0001', 'ENOENT', 'toString', '__proto__'), fc.string())
        .map(([code, message]) => Object.assign(new Error(message), { code })),
      fc.constant(Object.assign(new Error('x'), { code: 'constructor', parameters: {} })),
    );
    fc.assert(
      fc.property(odd, (thrown) => {
        const record = toErrorRecord(thrown);
        expect([record.code, record.source, record.retry]).toEqual(['INTERNAL_E0001', 'product', 'never']);
        expect(ErrorRecord.parse(record)).toEqual(record);
      }),
    );
  });
});
