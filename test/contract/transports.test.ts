import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../main/contract/contract.ts';
import type { ProcedureMeta } from '../../main/contract/procedure.ts';
import { ErrorRecord } from '../../main/model/errors/ferryman-error.ts';
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
  'hosts.trust': { machines: [], by: 'x' },
  'plan.openBundle': { path: '/nowhere' },
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
  const site = temporarySite();
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
    expect(await customer.site.readRequirements()).toEqual(saved);
    expect((await engineer.hosts.list()).map(({ machine }) => machine)).toContain('node-3');
  });

  test('input that does not fit the schema is refused before anything is done', async () => {
    const wrong = callOf(engineer, 'hosts', 'trust')({ machines: 'all' });
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(callOf(engineer, 'operation', 'follow')({ afterSeq: -1 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
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
