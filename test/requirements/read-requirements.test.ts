import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';

const base = {
  apiVersion: 'ferryman/v1',
  kind: 'Requirements',
  site: { name: '华东-02', customer: '某某银行' },
  machines: [
    { name: 'node-1', address: '10.0.0.1' },
    { name: 'node-2', address: '10.0.0.2' },
  ],
};
type Fields = Readonly<Record<string, unknown>>;

/** `CODE parameter parameter`, as the person will read it; `fine` when nothing is wrong. */
function verdict(source: string | Fields, file = 'requirements.yaml'): string {
  try {
    readRequirements(typeof source === 'string' ? source : stringify(source), file);
    return 'fine';
  } catch (error) {
    if (!isFerrymanError(error)) throw error;
    return `${error.code} ${Object.values(error.parameters).join(' ')}`;
  }
}

const withMachine = (fields: Fields) => ({ ...base, machines: [{ ...base.machines[0], ...fields }, base.machines[1]] });

test('what is left out gets its default, in whatever way it is written', () => {
  const read = readRequirements(`\ufeff${stringify(base).replaceAll('\n', '\r\n')}`, 'C:\\现场 资料\\需求.yaml');
  expect(read).toMatchObject({
    ...base,
    kubernetes: { version: 'auto', podCidr: 'auto', serviceCidr: 'auto', endpoint: 'auto' },
    network: { dns: 'none', ntp: 'none', zones: [], taken: [] },
    environments: [{ name: 'production', kind: 'production', availability: 'basic', loadShare: 1 }],
    changes: { swap: 'keep', firewall: 'keep', timeService: 'keep' },
    machines: base.machines.map((machine) => ({
      ...machine,
      port: 22,
      role: 'auto',
      environment: '',
      access: { user: 'root', auth: 'agent', jump: [] },
    })),
    acceptances: [],
  });
  expect(readRequirements(JSON.stringify(base), 'x.json')).toEqual(read);
});

test('an unquoted version is what was written', () => {
  const read = readRequirements(`${stringify(base)}kubernetes: {version: 1.30}\n`, 'x.yaml');
  expect(read.kubernetes.version).toBe('1.30');
});

describe('a wrong field is named: path, what was found, what is allowed', () => {
  test.each<[string, Fields, string]>([
    [
      'an address',
      withMachine({ address: '10.0.0' }),
      'machines[0].address: found "10.0.0", allowed is an IPv4 address',
    ],
    ['an address with a leading zero', withMachine({ address: '10.0.0.01' }), 'machines[0].address: found "10.0.0.01"'],
    ['a name', withMachine({ name: 'Node_1' }), 'machines[0].name: found "Node_1", allowed is a lower-case RFC 1123'],
    ['a Chinese machine name', withMachine({ name: '节点' }), 'machines[0].name: found "节点"'],
    ['a role', withMachine({ role: 'master' }), '"auto" or "control-plane" or "worker" or "jump"'],
    ['a port', withMachine({ port: 70_000 }), 'machines[0].port: found 70000, allowed is at most 65535'],
    ['a port as text', withMachine({ port: '22' }), 'machines[0].port: found "22", allowed is a number'],
    [
      'a field nobody knows',
      withMachine({ adress: '10.0.0.9' }),
      'machines[0]: found "adress", allowed is no field named',
    ],
    ['no site', { ...base, site: undefined }, 'site: found nothing, allowed is a block of fields'],
    ['no environment', { ...base, environments: [] }, 'environments: found an empty list, allowed is at least 1'],
    ['host bits', { ...base, kubernetes: { podCidr: '10.244.0.1/16' } }, 'kubernetes.podCidr: found "10.244.0.1/16"'],
    [
      'a version',
      { ...base, kubernetes: { version: 'latest' } },
      'kubernetes.version: found "latest", allowed is "auto"',
    ],
    ['four DNS servers', { ...base, network: { dns: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }, 'network.dns'],
    ['swap', { ...base, changes: { swap: 'off' } }, 'changes.swap: found "off", allowed is "turn-off" or "keep"'],
    [
      'a date',
      { ...base, acceptances: [{ deviation: 'x', acceptedBy: 'y', reason: 'z', until: 'soon' }] },
      'acceptances[0].until: found "soon"',
    ],
    ['another kind', { ...base, kind: 'Cluster' }, 'kind: found "Cluster", allowed is "Requirements"'],
    ['a list', [] as unknown as Fields, '(whole file): found an empty list, allowed is a block of fields'],
  ])('%s', (_name, fields, expected) => {
    const found = verdict(fields);
    expect(found).toMatch(/^REQ_E0002 1 /);
    expect(found).toContain(expected);
  });

  test('all of them at once', () => {
    const wrong = { ...withMachine({ address: 'x', port: 0 }), kubernetes: { podCidr: 'y' } };
    expect(verdict(wrong)).toMatch(/^REQ_E0002 3 .*kubernetes\.podCidr.*machines\[0\]\.address.*machines\[0\]\.port/);
  });

  test('an empty file', () => {
    expect(verdict('')).toContain('(whole file): found null, allowed is a block of fields');
  });
});

describe('what no single field shows', () => {
  const jump = (name: string, through: readonly string[] = []) => ({
    name,
    address: `10.1.0.${name.length}`,
    role: 'jump',
    access: { jump: through },
  });

  test.each<[string, Fields, string]>([
    ['a name twice', withMachine({ name: 'node-2' }), 'REQ_E0002 1 machines[1].name: found "node-2"'],
    ['an address twice', withMachine({ address: '10.0.0.2' }), 'REQ_E0002 1 machines[1].address: found "10.0.0.2"'],
    ['an unknown jump host', withMachine({ access: { jump: ['gate'] } }), 'machines[0].access.jump: found "gate"'],
    ['a jump over a node', withMachine({ access: { jump: ['node-2'] } }), 'machines[0].access.jump: found "node-2"'],
    [
      'a jump host behind itself',
      { ...base, machines: [...base.machines, jump('gate', ['gate'])] },
      'REQ_E0002 1 machines[2].access.jump: found "gate"',
    ],
    [
      'two jump hosts behind one another',
      { ...base, machines: [...base.machines, jump('gate', ['outer']), jump('outer', ['gate'])] },
      'REQ_E0002 2 machines[2].access.jump: found "outer"',
    ],
    ['only workers', { ...base, machines: [{ ...base.machines[0], role: 'worker' }] }, 'found no control-plane'],
    [
      'one range in the other',
      { ...base, kubernetes: { podCidr: '10.244.0.0/16', serviceCidr: '10.244.8.0/24' } },
      'REQ_E0004 kubernetes.podCidr 10.244.0.0/16 kubernetes.serviceCidr 10.244.8.0/24',
    ],
    [
      'a machine among the pods',
      { ...withMachine({ address: '10.244.255.255' }), kubernetes: { podCidr: '10.244.0.0/16' } },
      'REQ_E0004 kubernetes.podCidr 10.244.0.0/16 machine node-1 10.244.255.255',
    ],
    [
      'a server among the services',
      { ...base, network: { ntp: ['10.96.0.0'] }, kubernetes: { serviceCidr: '10.96.0.0/16' } },
      'REQ_E0004 kubernetes.serviceCidr 10.96.0.0/16 server 10.96.0.0',
    ],
    [
      'the endpoint among the services',
      { ...base, kubernetes: { endpoint: '10.96.0.1', serviceCidr: '10.96.0.0/16' } },
      'kubernetes.endpoint 10.96.0.1',
    ],
  ])('%s', (_name, fields, expected) => {
    expect(verdict(fields)).toContain(expected);
  });

  test.each<[string, Fields]>([
    [
      'a machine just beside the pods',
      { ...withMachine({ address: '10.245.0.0' }), kubernetes: { podCidr: '10.244.0.0/16' } },
    ],
    ['no machines yet', { ...base, machines: [] }],
    ['ranges side by side', { ...base, kubernetes: { podCidr: '10.96.0.0/16', serviceCidr: '10.97.0.0/16' } }],
    ['a chain of jump hosts', { ...base, machines: [...base.machines, jump('gate', ['outer']), jump('outer')] }],
  ])('%s is fine', (_name, fields) => {
    expect(verdict(fields)).toBe('fine');
  });
});

describe('a secret itself is refused and never repeated', () => {
  const canary = 'hunter2-canary';
  const access = (fields: unknown) => withMachine({ access: fields });

  test.each<[string, Fields, string]>([
    ['password', access({ auth: { password: canary } }), 'REQ_E0003 machines[0].access.auth.password'],
    ['password as a number', access({ auth: { password: 20_261_121 } }), 'REQ_E0003 machines[0].access.auth.password'],
    ['password in a list', access({ auth: { password: [canary] } }), 'REQ_E0003 machines[0].access.auth.password[0]'],
    [
      'password in a block',
      access({ auth: { password: { value: canary } } }),
      'REQ_E0003 machines[0].access.auth.password.value',
    ],
    ['passphrase', access({ auth: { key: 'id', passphrase: canary } }), 'REQ_E0003 machines[0].access.auth.passphrase'],
    ['pwd', access({ pwd: canary }), 'REQ_E0003 machines[0].access.pwd'],
    ['密码', withMachine({ 密码: canary }), 'REQ_E0003 machines[0].密码'],
    ['sudoPassword', { ...base, sudoPassword: canary }, 'REQ_E0003 sudoPassword'],
    [
      'a private key',
      access({ auth: { key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}` } }),
      'REQ_E0003 machines[0].access.auth.key',
    ],
    ['under sudo', access({ sudo: canary }), 'REQ_E0002 1 machines[0].access.sudo: found a text (not repeated'],
    ['under auth', access({ auth: canary }), 'REQ_E0002 1 machines[0].access.auth: found a text (not repeated'],
    [
      'in a block that is wrong otherwise',
      access({ auth: { keyfile: canary } }),
      'REQ_E0002 1 machines[0].access.auth: found a block of fields',
    ],
  ])('%s', (_name, fields, expected) => {
    const found = verdict(fields);
    expect(found).toContain(expected);
    expect(found).not.toMatch(/hunter2|20261121/);
  });

  test('a password that YAML takes for something of its own', () => {
    const source = stringify(access({ auth: { password: 'HERE' } })).replace('HERE', `*${canary}`);
    expect(verdict(source)).toMatch(/^REQ_E0001 /);
    expect(verdict(source)).not.toContain(canary);
  });

  test('references are fine', () => {
    const references = [
      'agent',
      { key: '~/.ssh/id' },
      { key: 'C:\\密钥\\id', passphrase: { secret: 'key' } },
      { password: { secret: 'login' } },
    ];
    expect(references.map((auth) => verdict(access({ auth, sudo: { secret: 'sudo' } })))).toEqual(
      references.map(() => 'fine'),
    );
  });
});

describe('what is no YAML is named by its line', () => {
  test.each([
    ['a tab', 'kind: Requirements\nsite:\n\tname: x\n', 'REQ_E0001 需求.yaml 3 1'],
    ['a quote that does not end', 'kind: "Requirements\n', 'REQ_E0001 需求.yaml'],
    ['a field twice', 'kind: a\nkind: b\n', 'REQ_E0001 需求.yaml 2 1'],
    ['two documents', 'kind: a\n---\nkind: b\n', 'REQ_E0001 需求.yaml'],
  ])('%s', (_name, source, expected) => {
    expect(verdict(source, '需求.yaml')).toContain(expected);
  });

  test('a YAML bomb goes off nowhere', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const items = Array.from({ length: 9 }, () => (level === 0 ? '"lol"' : `*a${level - 1}`));
      return `a${level}: &a${level} [${items.join(', ')}]`;
    });
    expect(verdict(levels.join('\n'))).toMatch(/^REQ_E0001 .*alias/);
  });

  test('more than a mebibyte is not read', () => {
    expect(verdict(`# ${'x'.repeat(1024 * 1024)}`)).toContain('larger than 1 MiB');
  });
});
