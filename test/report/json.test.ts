import { expect, it } from 'vitest';
import { hashOf } from '../../main/model/canonical-json.ts';
import { DeliveryReport } from '../../main/model/report/delivery-report.ts';
import { deliveryDocument } from '../../main/report/delivery-document.ts';
import { duration, nameList } from '../../main/report/format.ts';
import { writeJson } from '../../main/report/json-writer.ts';
import { actionsReport } from './fixture.ts';

it('holds the report whole, under the hash a sign-off names', () => {
  const report = actionsReport();
  const parsed = JSON.parse(writeJson(report, deliveryDocument(report)));
  expect(DeliveryReport.parse(parsed.report)).toEqual(report);
  expect(parsed.reportHash).toBe(hashOf(parsed.report));
  expect(parsed.judgement.verdict).toBe('READY WITH ACTIONS');
});

it('is the same bytes for the same report', () => {
  const write = () => writeJson(actionsReport(), deliveryDocument(actionsReport()));
  expect(write()).toBe(write());
});

it.each([
  [400, '不到 1 秒', 'under 1 s'],
  [58_000, '58 秒', '58 s'],
  [200_000, '3 分 20 秒', '3 min 20 s'],
  [3_725_000, '1 小时 2 分', '1 h 2 min'],
])('says %i ms in words', (ms, zh, en) => {
  expect(duration(ms)).toEqual({ zh, en });
});

it('shortens long lists of names', () => {
  expect(nameList(['a', 'b'])).toBe('a, b');
  expect(nameList(['a', 'b', 'c'], 2)).toEqual({ zh: 'a, b 等 3 项', en: 'a, b and 1 more' });
});
