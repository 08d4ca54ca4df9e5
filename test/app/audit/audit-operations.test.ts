import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { auditHead } from '../../../src/app/audit/audit-head.ts';
import { listAudit } from '../../../src/app/audit/list-audit.ts';
import { verifyAudit } from '../../../src/app/audit/verify-audit.ts';
import { performed, testApp } from '../../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;

beforeAll(async () => {
  database = await startTestRegistry();
  app = testApp({ registry: database.registry });
});
afterAll(() => database.stop());

test('an empty trail has no head, and is whole', async () => {
  expect(await performed(auditHead, app, {})).toBeNull();
  expect(await performed(verifyAudit, app, {})).toEqual({ whole: true, records: 0, faults: [] });
});

test('records are found by what they are about, and the trail is checked against a head of an earlier time', async () => {
  for (const subject of ['dev/north', 'prod/north']) {
    await database.registry.appendAudit({ actor: 'ann', action: 'tag', subject, facts: { reason: 'spring' } });
  }
  const found = await performed(listAudit, app, { entity: 'prod' });
  expect(found.map(({ sequence, subject }) => [sequence, subject])).toEqual([[2, 'prod/north']]);
  const head = await performed(auditHead, app, {});
  expect(head?.sequence).toBe(2);
  expect(await performed(verifyAudit, app, { remembered: head! })).toEqual({
    whole: true,
    records: 2,
    head,
    faults: [],
  });
  const lost = { sequence: 3, hash: 'f'.repeat(64) };
  const verified = await performed(verifyAudit, app, { remembered: lost });
  expect(verified.faults).toMatchObject([{ sequence: 3, kind: 'truncated' }]);
});
