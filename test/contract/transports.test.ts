import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Terminals } from '../../main/app/terminals.ts';
import { contract } from '../../main/contract/contract.ts';
import type { ProcedureMeta } from '../../main/contract/procedure.ts';
import { TerminalEvent } from '../../main/contract/terminal.contract.ts';
import { ErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { fakeTerminals } from '../app/fake-terminals.ts';
import { requirementsSource, temporarySite } from '../hosts/web/temporary-site.ts';
import { type Client, type Transport, transports } from './transports.ts';

type Call = (input?: unknown, options?: { signal: AbortSignal }) => Promise<unknown>;

/** Every procedure of the contract with the roles it names. */
const procedures = Object.entries(contract).flatMap(([group, members]) =>
  Object.entries(members).map(([name, procedure]) => {
    const { roles } = procedure['~orpc'].meta as ProcedureMeta;
    return { group, name, path: `${group}.${name}`, isForCustomer: roles.includes('customer') };
  }),
);

function callOf(client: Client, group: string, name: string): Call {
  return (client as unknown as Record<string, Record<string, Call>>)[group]?.[name] as Call;
}

/** Input that passes each schema, so that it is the role that is refused and not the input. */
const inputs: Readonly<Record<string, unknown>> = {
  'site.saveRequirements': { source: '' },
  'site.provideSecret': { name: 'a', value: 'b' },
  'site.escrowRegistryPassword': { passphrase: 'x' },
  'hosts.trust': { machines: [], by: 'x' },
  'plan.whatIf': { source: '' },
  'plan.negotiate': { environment: '', have: '' },
  'plan.writeLetter': { environment: '', have: '', format: 'html', language: 'zh' },
  'plan.takeWay': { environment: '', have: '', way: 'x', by: 'y' },
  'plan.overrideDefault': { assumption: 'years', value: 2, by: 'x', why: 'y' },
  'plan.removeOverride': { assumption: 'years' },
  'plan.openBundle': { path: '/nowhere' },
  'bundle.resolve': { specFile: '/nowhere' },
  'bundle.split': { directory: '/nowhere', outputDirectory: '/nowhere', size: '64M' },
  'bundle.verify': { source: '/nowhere' },
  'bundle.papers': { source: '/nowhere', outputDirectory: '/nowhere', formats: ['html'], language: 'zh' },
  'bundle.takeIn': { source: '/nowhere', isUsed: true },
  'bundle.planIntake': { source: '/nowhere' },
  'bundle.planPushTo': { directory: '/nowhere', to: 'harbor.corp' },
  'bundle.pushTo': { directory: '/nowhere', to: 'harbor.corp' },
  'bundle.repository': { directory: '/nowhere', outputDirectory: '/nowhere' },
  'bundle.push': { directory: '/nowhere' },
  'bundle.inspect': { path: '/nowhere' },
  'bundle.compare': { from: '/nowhere', to: '/nowhere' },
  'bundle.build': { specFile: '/nowhere', outputDirectory: '/nowhere', key: 'k', isForSite: false },
  'operation.start': {},
  'operation.resume': {},
  'operation.stop': {},
};

async function refusal(promise: Promise<unknown>): Promise<ErrorRecord> {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return ErrorRecord.parse((error as { data?: unknown } | undefined)?.data);
}

describe.each(Object.entries(transports))('%s', (_, open) => {
  const { shells, opener } = fakeTerminals();
  const temporary = temporarySite();
  const session = { ...temporary.session, terminals: new Terminals(opener, temporary.session.signal) };
  const site = { ...temporary, session, shells };
  let transport: Transport;
  let engineer: Client;
  let customer: Client;
  beforeAll(async () => {
    transport = await open(site.session);
    engineer = transport.clientOf('engineer');
    customer = transport.clientOf('customer');
  });
  afterAll(async () => {
    await transport.close();
    site.close();
  });

  test.each(procedures.filter(({ isForCustomer }) => !isForCustomer))('a customer may not call $path', async (one) => {
    const record = await refusal(callOf(customer, one.group, one.name)(inputs[one.path]));
    expect(record.code).toBe('ROLE_E0001');
    expect(record.message.en).toContain(one.path);
  });

  test('both may read', async () => {
    expect(await customer.site.overview()).toEqual(await engineer.site.overview());
    expect((await customer.site.overview()).stages[0]).toEqual({ id: 'requirements', state: 'ready' });
    expect(await customer.plan.read()).toBeNull();
    expect(await customer.operation.readReport({})).toBeNull();
  });

  test('an error crosses as a record: code, both languages, remedy', async () => {
    const record = await refusal(engineer.site.saveRequirements({ source: 'machines: [{name: A}]' }));
    expect(record).toMatchObject({ code: 'REQ_E0002', source: 'operator', retry: 'after-fix' });
    expect(record.message.en).toContain('machines[0].name');
    expect(record.message.zh).toContain('machines[0].name');
    expect(record.remedy.zh).not.toBe('');
    expect(await engineer.site.readRequirements()).toBeNull();
  });

  test('what is saved is read back as it was written', async () => {
    const saved = await engineer.site.saveRequirements({ source: requirementsSource });
    expect(saved.revision).toBe(1);
    expect(await engineer.site.readRequirements()).toEqual(saved);
    expect((await engineer.hosts.list()).map(({ machine }) => machine)).toContain('node-3');
  });

  test.each<[string, string, unknown, string, string]>([
    [
      'hosts',
      'trust',
      { machines: 'all', by: 'x' },
      'machines: found "all", allowed is a list',
      'machines：收到 "all"，要求：列表',
    ],
    [
      'hosts',
      'trust',
      { machines: [{ machine: 'node-1' }], by: 'x' },
      'machines[0].fingerprint: found nothing, allowed is a text',
      'machines[0].fingerprint：收到空，要求：文字',
    ],
    [
      'operation',
      'follow',
      { afterSeq: -1 },
      'afterSeq: found -1, allowed is at least 0',
      'afterSeq：收到 -1，要求：至少 0',
    ],
    [
      'operation',
      'readReport',
      { language: 'fr' },
      'language: found "fr", allowed is "zh" or "en" or "both"',
      '"zh" 或 "en"',
    ],
    [
      'plan',
      'approve',
      { hash: 'h', by: '' },
      'by: found "", allowed is at least 1 character(s)',
      'by：收到 ""，要求：至少 1 个字',
    ],
    ['plan', 'approve', undefined, 'the whole input: found nothing, allowed is a block of fields', '整个输入：收到空'],
  ])('%s.%s refuses input that does not fit: field, found, allowed', async (group, name, input, en, zh) => {
    const record = await refusal(callOf(engineer, group, name)(input));
    expect(record).toMatchObject({
      code: 'INPUT_E0001',
      source: 'operator',
      retry: 'after-fix',
      target: `${group}.${name}`,
    });
    expect(record.message.en).toBe(`The input does not fit: ${en}`);
    expect(record.message.zh).toContain(zh);
  });

  test('a terminal is streamed, typed into, and ends when its reader leaves', async () => {
    const leaving = new AbortController();
    const stream = await engineer.terminal.open({ columns: 80, rows: 24 }, { signal: leaving.signal });
    const first = TerminalEvent.parse((await stream.next()).value);
    const id = first.type === 'opened' ? first.id : '';
    const shell = site.shells.at(-1);
    await engineer.terminal.write({ id, text: 'ls' });
    await engineer.terminal.resize({ id, columns: 100, rows: 30 });
    shell?.events.onOutput('摆渡');
    expect((await stream.next()).value).toEqual({ type: 'output', text: '摆渡' });
    leaving.abort();
    await vi.waitFor(() => expect(shell?.calls.at(-1)).toBe('end'));
    expect(await refusal(engineer.terminal.write({ id, text: 'x' }))).toMatchObject({ code: 'TERMINAL_E0003' });
    const typed = await refusal(callOf(engineer, 'terminal', 'write')({ id, text: ['hunter2'] }));
    expect(typed.message.en).toBe('The input does not fit: text: found a list, allowed is a text');
  });

  test('what may be a secret is not repeated when it is refused', async () => {
    const record = await refusal(callOf(engineer, 'site', 'provideSecret')({ name: 'root', value: 83_264_117 }));
    expect(record.message.en).toBe('The input does not fit: value: found a number, allowed is a text');
    expect(JSON.stringify(record)).not.toContain('83264117');
  });

  test('the journal streams: what was, what comes, from a sequence number on, until the caller leaves', async () => {
    const { store } = site.session;
    const plan = { ...emptyPlan, sitePlanHash: String(_) };
    store.createOperation('install-1', plan);
    const first = await store.append('install-1', { type: 'operation-created', planHash: 'h', by: 'x' });
    const leaving = new AbortController();
    const updates = await customer.operation.follow({ afterSeq: 0 }, { signal: leaving.signal });
    const seen: number[] = [];
    for await (const { entries } of updates) {
      seen.push(...entries.map(({ seq }) => seq));
      if (seen.length === 1) void store.append('install-1', { type: 'note-added', by: 'x', note: '注意' });
      if (seen.length === 2) break;
    }
    expect(seen[0]).toBe(first.seq);
    const rest = await engineer.operation.follow({ afterSeq: first.seq }, { signal: leaving.signal });
    for await (const { entries } of rest) {
      expect(entries.map(({ event }) => event)).toEqual([{ type: 'note-added', by: 'x', note: '注意' }]);
      break;
    }
    leaving.abort();
  });
});

const emptyPlan = {
  apiVersion: 'ferryman/v1' as const,
  kind: 'OperationPlan' as const,
  operation: 'install' as const,
  sitePlanHash: '',
  bundleManifestHash: '',
  isPractice: false,
  steps: [],
  artifacts: [],
  limits: {},
};
