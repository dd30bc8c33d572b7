import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditSite } from '../../main/app/audit.ts';
import { router } from '../../main/app/router.ts';
import { openOffice, PracticeDelivery, type PracticeOffice } from '../crash/practice-delivery.ts';
import { practiceIsMissing } from '../practice/practice.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`the resumed rehearsal is skipped: ${missing}`);

describe.skipIf(missing !== undefined)('a rehearsal that was stopped', () => {
  let office: PracticeOffice;
  beforeAll(async () => {
    office = await openOffice();
  }, 60_000);
  afterAll(() => office.close());

  test('and resumed by hand goes on to verification, signature and report', async () => {
    const delivery = await PracticeDelivery.start(office, 'stopped', ['node-1']);
    const { session, close } = delivery.open();
    try {
      const engineer = createRouterClient(router, { context: { session, role: 'engineer' } });
      await engineer.operation.rehearse();
      const begun = session.current?.ended;
      await engineer.operation.stop({});
      expect(await begun).toBe('stopped');
      await session.rehearsal?.ended;
      expect(await engineer.operation.readReport({})).toBeNull();

      await engineer.operation.resume({});
      await session.rehearsal?.ended;
      expect((await engineer.operation.readVerification()).length).toBeGreaterThan(3);
      expect((await engineer.operation.readReport({}))?.verdict).toMatch(/^READY/);
      const { fault, checkpoint, entries } = auditSite(session);
      expect([fault, checkpoint?.entries, checkpoint?.signer.name]).toEqual([undefined, entries - 1, 'practice']);
    } finally {
      close();
      await delivery.close();
    }
  }, 90_000);
});
