import { describe, expect, test } from 'vitest';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { withAnswers, withOverride, withoutOverride } from '../../main/requirements/source-edits.ts';

const source = `# 由客户填写
apiVersion: ferryman/v1
kind: Requirements
site: { name: 华东 } # 站点
kubernetes: { version: 1.30 }
environments:
  - { name: production, kind: production, availability: one-machine }
load: { concurrentUsers: 300 }
machines:
  - name: node-1
    address: 10.0.0.11
`;
const read = (text: string) => readRequirements(text, 'requirements.yaml');
const override = { assumption: 'years', value: 5, by: '陈工', why: '合同五年：五年一换' };

describe('an override written into the requirements', () => {
  test('is read back, and nothing else has moved: not the comments, not a version that looks like a number', () => {
    const text = withOverride(source, override);
    expect(read(text)).toEqual({ ...read(source), overrides: [override] });
    expect(text).toContain('# 由客户填写');
    expect(text).toContain('# 站点');
    expect(text).toContain('version: 1.30');
  });

  test('takes the place of an earlier one of the same name, and of that only', () => {
    const other = { ...override, assumption: 'hot-days', value: 30 };
    const text = withOverride(withOverride(withOverride(source, override), other), { ...override, value: 4 });
    expect(read(text).overrides).toEqual([other, { ...override, value: 4 }]);
  });

  test('taken back, the text means what it meant', () => {
    expect(read(withoutOverride(withOverride(source, override), 'years'))).toEqual(read(source));
  });

  test('works in a JSON text and stays JSON', () => {
    const json = JSON.stringify({ apiVersion: 'ferryman/v1', kind: 'Requirements', site: { name: 'x' } }, null, 2);
    const text = withOverride(json, override);
    expect(JSON.parse(text).overrides).toEqual([override]);
  });
});

describe('other answers', () => {
  test('are put where their path says, items of a list by name or place, blocks made where there were none', () => {
    const text = withAnswers(source, [
      { path: 'load.concurrentUsers', value: 450 },
      { path: 'environments.production.availability', value: 'two-machines' },
      { path: 'machines.0.address', value: '10.0.0.12' },
      { path: 'logs.retentionDays', value: 184 },
    ]);
    const { load, environments, machines, logs } = read(text);
    expect(load.concurrentUsers).toBe(450);
    expect(environments[0]?.availability).toBe('two-machines');
    expect(machines[0]?.address).toBe('10.0.0.12');
    expect(logs.retentionDays).toBe(184);
  });

  test('about a module of the product make an entry for it, once', () => {
    const text = withAnswers(source, [
      { path: 'modules.design-api.perPodConcurrency', value: 20 },
      { path: 'modules.design-api.owner', value: 'app' },
    ]);
    expect(read(text).modules).toEqual([{ name: 'design-api', perPodConcurrency: 20, owner: 'app' }]);
  });

  test.each(['environments.nowhere.availability', 'machines.1.address', 'load..x', 'site.name.first', ''])(
    '%j leads nowhere and is refused',
    (path) => {
      expect(() => withAnswers(source, [{ path, value: 1 }])).toThrow(/PLAN_E0023/);
    },
  );
});
