import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { siteFiles } from '../../main/adapters/sqlite/site-file.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import { temporaryFolder } from '../adapters/sqlite/support.ts';

const good = stringify({
  apiVersion: 'ferryman/v1',
  kind: 'Requirements',
  site: { name: '华东-02' },
  machines: [{ name: 'node-1', address: '10.0.0.1' }],
});

function siteSession(): { session: SiteSession; path: string } {
  const path = join(temporaryFolder(), '华东.ferry');
  const store = siteFiles.create(path, { isPractice: false });
  return { session: { store } as unknown as SiteSession, path };
}

test('requirements are kept as the customer wrote them, in revisions', () => {
  const { session } = siteSession();
  const sources = [good, good, `${good}\n# 改过\n`];
  const revisions = sources.map((source) => saveRequirements(session, source, 'C:\\资料\\需求.yaml').revision);
  expect([revisions, savedRequirements(session)?.source]).toEqual([[1, 1, 2], sources[2]]);
  session.store.close();
});

test.each([
  ['no YAML', 'kind: "x\n'],
  ['a wrong field', good.replace('10.0.0.1', '10.0.0')],
  ['an inline password', `${good}password: hunter2\n`],
  ['overlapping networks', `${good}kubernetes: {podCidr: 10.96.0.0/16, serviceCidr: 10.96.0.0/20}\n`],
])('refused for %s, nothing is written', (_name, source) => {
  const { session, path } = siteSession();
  saveRequirements(session, good, 'good.yaml');
  const before = readFileSync(path);
  expect(() => saveRequirements(session, source, 'x.yaml')).toThrow(/^REQ_E000/);
  expect(readFileSync(path).equals(before)).toBe(true);
  session.store.close();
});
