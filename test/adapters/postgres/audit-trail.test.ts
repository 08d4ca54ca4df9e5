import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../src/registry/audit-verification.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

describe('the audit trail on PostgreSQL', () => {
  let database: TestRegistry;
  let db: Kysely<unknown>;

  beforeAll(async () => {
    database = await startTestRegistry();
    db = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 1 }) }),
    });
    for (const [actor, subject, version] of [
      ['ann', 'dev/north/large/fast', 'm1'],
      ['bob', 'prod/north/large/fast', 'm1'],
      ['ann', 'prod/northern/large/fast', 'm2'],
      ['ann', 'prod/north', 'm3'],
    ] as const) {
      await database.registry.appendAudit({ actor, action: 'tag', subject, facts: { version, share: 0.1 } });
    }
  });
  afterAll(async () => {
    await db.destroy();
    await database.stop();
  });

  const verify = (head?: { sequence: number; hash: string }) => verifyAudit(database.registry.auditRecords(), head);
  /** What somebody with all rights to the database could do. */
  const tamper = async (statement: string): Promise<void> => {
    await sql`alter table audit disable trigger user`.execute(db);
    await sql.raw(statement).execute(db);
    await sql`alter table audit enable trigger user`.execute(db);
  };

  test('refuses to be changed', async () => {
    for (const statement of ["update audit set actor = 'eve'", 'delete from audit', 'truncate audit']) {
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append-only/);
    }
    expect(await verify()).toMatchObject({ whole: true, records: 4, head: await database.registry.auditHead() });
  });

  test('is found by entity, actor and time', async () => {
    const found = async (query: Parameters<typeof database.registry.findAudit>[0]) =>
      (await database.registry.findAudit(query)).map(({ sequence }) => sequence);
    expect(await found({})).toEqual([1, 2, 3, 4]);
    expect(await found({ entity: 'prod' })).toEqual([2, 3, 4]);
    expect(await found({ entity: 'prod/north' })).toEqual([2, 4]);
    expect(await found({ entity: 'm1' })).toEqual([1, 2]);
    expect(await found({ entity: 'prod', actor: 'ann', newest: 1 })).toEqual([4]);
    expect(await found({ environments: ['prod'] })).toEqual([2, 3, 4]);
    expect(await found({ environments: ['pro', 'dev'] })).toEqual([1]);
    expect(await found({ environments: ['prod'], entity: 'm1' })).toEqual([2]);
    expect(await found({ since: '2999-01-01' })).toEqual([]);
    const { at } = (await database.registry.audit())[2] ?? { at: '' };
    expect(await found({ since: at })).toContain(3);
  });

  test('real rows that were altered, removed or cut off are found', async () => {
    const head = await database.registry.auditHead();
    await tamper("update audit set actor = 'eve' where sequence = 2");
    expect((await verify()).faults).toMatchObject([{ sequence: 2, kind: 'altered' }]);
    await tamper("update audit set actor = 'bob' where sequence = 2");
    expect((await verify(head)).whole).toBe(true);
    await tamper('delete from audit where sequence = 4');
    expect((await verify()).whole).toBe(true);
    expect((await verify(head)).faults).toMatchObject([{ sequence: 4, kind: 'truncated' }]);
    await tamper('delete from audit where sequence = 2');
    expect((await verify()).faults).toMatchObject([{ sequence: 3, kind: 'removed' }]);
  });
});
