import { sql, type Kysely, type Transaction } from 'kysely';
import { segmentName, type Segment } from '../../contracts/segment.ts';
import { RollbackRefusedError, type ChampionTerm, type Rollback, type RollbackRefusal } from '../../ports/champions.ts';
import { ModelRefusedError } from '../../ports/model-catalogue.ts';
import type { ChampionChange, JudgedChange, Registry } from '../../ports/registry.ts';
import { appendAudit, lockAudit } from './audit.ts';
import { checkUsable } from './model-catalogue.ts';
import { toModelRecord } from './model-record.ts';
import type { RegistryTables } from './schema.ts';

/** Who scores a segment: promotions, rollbacks, and the terms they began. */
export function championChanges(
  db: Kysely<RegistryTables>,
): Pick<Registry, 'promote' | 'rollback' | 'championHistory' | 'championUpTo'> {
  return {
    async promote(change) {
      await db.transaction().execute(async (transaction) => {
        // The lock comes first: of two attempts of one promotion the second then sees the first one's alias.
        await lockAudit(transaction);
        await makeChampion(transaction, change);
      });
    },

    rollback: (rollback) => db.transaction().execute((transaction) => rollBack(transaction, rollback)),

    championHistory: (environment, segment) => termsOf(db, environment, segment),

    async championUpTo(environment, segment, cutoff) {
      const trusted = trustedVersions(await termsOf(db, environment, segment));
      if (trusted.length === 0) return undefined;
      const row = await db
        .selectFrom('model_versions')
        .selectAll()
        .where('environment', '=', environment)
        .where('region', '=', segment.region)
        .where('format', '=', segment.format)
        .where('velocity', '=', segment.velocity)
        .where('training_cutoff', '<=', cutoff)
        .where('version', 'in', trusted)
        .where('version', 'not in', (retired) =>
          retired.selectFrom('model_retirements').select('version').where('environment', '=', environment),
        )
        .orderBy('training_cutoff', 'desc')
        .orderBy('created_at', 'desc')
        .executeTakeFirst();
      return row && toModelRecord(row);
    },
  };
}

/**
 * Makes a version champion, with its audit record; a no-op where it is already.
 *
 * @param transaction that holds the lock of the audit trail
 * @throws ModelRefusedError where the version is out of use
 */
async function makeChampion(
  transaction: Transaction<RegistryTables>,
  { environment, segment, version, actor, facts }: ChampionChange,
): Promise<void> {
  const previous = await championVersion(transaction, environment, segment);
  if (previous === version) return;
  await checkUsable(transaction, environment, version);
  await setChampion(transaction, environment, segment, version);
  await appendAudit(transaction, {
    actor,
    action: 'promote',
    subject: subjectOf(environment, segment),
    facts: { version, previous: previous ?? null, ...(facts as object) },
  });
}

/**
 * Makes a challenger champion, unless somebody has decided otherwise since its gate let it pass.
 *
 * @param transaction that holds the lock of the audit trail
 * @returns why it did not become champion
 */
export async function makeJudgedChampion(
  transaction: Transaction<RegistryTables>,
  change: JudgedChange,
): Promise<string | undefined> {
  const { environment, segment, version, comparedWith } = change;
  const now = (await championVersion(transaction, environment, segment)) ?? null;
  if (now !== version && now !== comparedWith) {
    return `the champion is ${now ?? 'none'} by now, and its gate compared ${version} with ${comparedWith ?? 'none'}`;
  }
  try {
    await makeChampion(transaction, change);
    return undefined;
  } catch (error) {
    if (error instanceof ModelRefusedError) return error.message;
    throw error;
  }
}

/** Whether a change was carried out for the one that asked for it, no matter who is champion now. */
export async function wasMadeChampion(
  transaction: Transaction<RegistryTables>,
  { environment, segment, version, actor }: ChampionChange,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('audit')
    .select('sequence')
    .where('subject', '=', subjectOf(environment, segment))
    .where('action', '=', 'promote')
    .where('actor', '=', actor)
    .where(sql<boolean>`facts->>'version' = ${version}`)
    .executeTakeFirst();
  return row !== undefined;
}

async function rollBack(
  transaction: Transaction<RegistryTables>,
  { id, environment, segment, to, actor, reason }: Rollback,
): Promise<{ from: string; to: string }> {
  await lockAudit(transaction);
  const done = await transaction.selectFrom('rollbacks').selectAll().where('id', '=', id).executeTakeFirst();
  if (done) return { from: done.from_version, to: done.to_version };

  const champion = await championVersion(transaction, environment, segment);
  const terms = await termsOf(transaction, environment, segment);
  const name = `${segmentName(segment)} in ${environment}`;
  const refuse = (refusal: RollbackRefusal, message: string): never => {
    throw new RollbackRefusedError(refusal, message, { environment, segment, champion, version: to });
  };
  const retired = await retiredIn(transaction, environment);
  // A champion that was retired has left the segment to the baseline, from which one may go back too.
  const standing = earlierChampions(terms, champion === undefined);
  const target = to ?? standing.findLast((version) => !retired.has(version));
  if (target === undefined) {
    const now = champion === undefined ? 'it has no champion at all' : `nothing stands before ${champion}`;
    const put = standing.length === 0 ? now : `those before are retired: ${standing.join(', ')}`;
    return refuse('no-earlier-champion', `${name} has no earlier champion to go back to: ${put}`);
  }
  if (target === champion) return refuse('already-champion', `${target} is the champion of ${name} already`);
  const figures = await figuresOf(transaction, environment, segment, [champion ?? target, target]);
  if (!figures.has(target)) {
    return refuse('unknown-version', `${name} has no model version ${target}`);
  }
  if (!terms.some(({ version }) => version === target)) {
    return refuse(
      'never-champion',
      `${target} has never been champion of ${name}; a rollback goes to an earlier champion: ${former(terms, champion)}`,
    );
  }
  if (retired.has(target)) {
    return refuse('retired', `${target} is retired in ${environment}`);
  }

  await setChampion(transaction, environment, segment, target);
  const sequence = await appendAudit(transaction, {
    actor,
    action: 'rollback',
    subject: subjectOf(environment, segment),
    facts: {
      version: target,
      previous: champion ?? null,
      reason,
      metrics: figures.get(target) ?? null,
      previousMetrics: (champion === undefined ? undefined : figures.get(champion)) ?? null,
    },
  });
  await transaction
    .insertInto('rollbacks')
    .values({ id, from_version: champion ?? 'baseline', to_version: target, audit_sequence: sequence })
    .execute();
  return { from: champion ?? 'baseline', to: target };
}

/**
 * The champions one can go back to, the latest last: a rollback takes what it went back over off the list, so that a second
 * one goes further back instead of forward again.
 *
 * @param withLast whether the last champion is one of them, because it is champion no more
 */
function earlierChampions(terms: readonly ChampionTerm[], withLast: boolean): readonly string[] {
  const standing: string[] = [];
  for (const { version, by } of terms) {
    const place = standing.lastIndexOf(version);
    if (by === 'rollback' && place >= 0) standing.length = place + 1;
    else standing.push(version);
  }
  return withLast ? standing : standing.slice(0, -1);
}

/** Every champion there has been, except those that were rolled back and have not been restored since. */
function trustedVersions(terms: readonly ChampionTerm[]): readonly string[] {
  const trusted = new Set<string>();
  for (const { version, by, previous } of terms) {
    trusted.add(version);
    if (by === 'rollback' && previous !== null) trusted.delete(previous);
  }
  return [...trusted];
}

function former(terms: readonly ChampionTerm[], champion: string | undefined): string {
  const versions = [...new Set(terms.map(({ version }) => version))].filter((version) => version !== champion);
  return versions.length === 0 ? 'there is none' : versions.join(', ');
}

async function termsOf(
  db: Kysely<RegistryTables>,
  environment: string,
  segment: Segment,
): Promise<readonly ChampionTerm[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('subject', '=', subjectOf(environment, segment))
    .where('action', 'in', ['promote', 'rollback'])
    .orderBy('sequence')
    .execute();
  return rows.map(({ action, at, actor, facts }) => {
    const { version, previous, reason } = facts as { version: string; previous: string | null; reason?: string };
    return { version, by: action as ChampionTerm['by'], since: at, actor, reason: reason ?? null, previous };
  });
}

async function retiredIn(db: Kysely<RegistryTables>, environment: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('model_retirements')
    .select('version')
    .where('environment', '=', environment)
    .execute();
  return new Set(rows.map(({ version }) => version));
}

function subjectOf(environment: string, segment: Segment): string {
  return `${environment}/${segmentName(segment)}`;
}

async function championVersion(
  db: Kysely<RegistryTables>,
  environment: string,
  segment: Segment,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('model_aliases')
    .select('version')
    .where('environment', '=', environment)
    .where('region', '=', segment.region)
    .where('format', '=', segment.format)
    .where('velocity', '=', segment.velocity)
    .where('alias', '=', 'champion')
    .executeTakeFirst();
  return row?.version;
}

async function setChampion(
  transaction: Transaction<RegistryTables>,
  environment: string,
  { region, format, velocity }: Segment,
  version: string,
): Promise<void> {
  await transaction
    .insertInto('model_aliases')
    .values({ environment, region, format, velocity, alias: 'champion', version })
    .onConflict((conflict) =>
      conflict
        .columns(['environment', 'region', 'format', 'velocity', 'alias'])
        .doUpdateSet({ version, changed_at: sql<Date>`now()` }),
    )
    .execute();
}

/** Backtest errors of the segment's versions; those it does not have are left out. */
async function figuresOf(
  transaction: Transaction<RegistryTables>,
  environment: string,
  { region, format, velocity }: Segment,
  versions: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await transaction
    .selectFrom('model_versions')
    .select(['version', 'backtest'])
    .where('environment', '=', environment)
    .where('region', '=', region)
    .where('format', '=', format)
    .where('velocity', '=', velocity)
    .where('version', 'in', versions)
    .execute();
  return new Map(rows.map(({ version, backtest }) => [version, backtest.metrics]));
}
