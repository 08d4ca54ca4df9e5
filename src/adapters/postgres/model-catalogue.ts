import { sql, type Kysely, type Transaction } from 'kysely';
import { segmentName, type Segment, type Velocity } from '../../contracts/segment.ts';
import {
  ModelRefusedError,
  type ModelCatalogue,
  type ModelOrder,
  type ModelRefusal,
  type ModelStage,
  type ModelTag,
  type RegisteredModel,
} from '../../ports/model-catalogue.ts';
import { largestPlainMape } from '../../contracts/shown-mape.ts';
import { appendAudit, lockAudit } from './audit.ts';
import { toModelRecord } from './model-record.ts';
import { stageOf, standingModels } from './model-stage.ts';
import { openWaits } from './open-waits.ts';
import type { RegistryTables } from './schema.ts';

/** Models as people look for them, and what they say of them. */
export function modelCatalogue(db: Kysely<RegistryTables>): ModelCatalogue {
  return {
    models: async () => (await findModels(db, {})).models,
    findModels: (query) => findModels(db, query),

    tagModel: ({ environment, version, actor, tags }) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const { subject } = await modelIn(transaction, environment, version);
        const before = (await tagsOf(transaction, [{ environment, version }])).get(keyOf(environment, version)) ?? {};
        const changed = Object.entries(tags).filter(([key, value]) => (before[key]?.value ?? null) !== value);
        for (const [key, value] of changed) {
          const own = { environment, version, key };
          if (value === null) {
            await transaction
              .deleteFrom('model_tags')
              .where('environment', '=', environment)
              .where('version', '=', version)
              .where('key', '=', key)
              .execute();
          } else {
            await transaction
              .insertInto('model_tags')
              .values({ ...own, value, actor })
              .onConflict((conflict) =>
                conflict
                  .columns(['environment', 'version', 'key'])
                  .doUpdateSet({ value, actor, tagged_at: sql<Date>`now()` }),
              )
              .execute();
          }
        }
        if (changed.length === 0) return;
        const previous = Object.fromEntries(changed.map(([key]) => [key, before[key]?.value ?? null]));
        const facts = { version, tags: Object.fromEntries(changed), previous };
        await appendAudit(transaction, { actor, action: 'tag', subject, facts });
      }),

    retireModel: ({ environment, version, actor, reason, toBaseline = false }) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const { subject, segment, stage } = await modelIn(transaction, environment, version);
        const refuse = refusing(environment, version);
        const name = `${segmentName(segment)} in ${environment}`;
        if (stage === 'retired') return;
        if (await waits(transaction, environment, version)) {
          refuse('is-waiting', `${version} waits for approval in ${environment}`);
        }
        if (stage === 'champion') {
          if (!toBaseline) {
            refuse('is-champion', `${version} is the champion of ${name}`);
          }
          await transaction
            .deleteFrom('model_aliases')
            .where('environment', '=', environment)
            .where('version', '=', version)
            .where('alias', '=', 'champion')
            .execute();
        }
        await transaction.insertInto('model_retirements').values({ environment, version, actor, reason }).execute();
        const facts = {
          version,
          reason,
          ...(stage === 'champion' ? { wasChampion: true, fallsBackTo: 'baseline' } : {}),
        };
        await appendAudit(transaction, { actor, action: 'retire', subject, facts });
      }),

    unretireModel: ({ environment, version, actor, reason }) =>
      db.transaction().execute(async (transaction) => {
        await lockAudit(transaction);
        const { subject, stage } = await modelIn(transaction, environment, version);
        if (stage !== 'retired') {
          refusing(environment, version)(
            'is-not-retired',
            `${version} is not retired in ${environment}; it is ${stage}`,
          );
        }
        await transaction
          .deleteFrom('model_retirements')
          .where('environment', '=', environment)
          .where('version', '=', version)
          .execute();
        await appendAudit(transaction, { actor, action: 'unretire', subject, facts: { version, reason } });
      }),
  };
}

/** Refuses a version that was retired, or whose files are gone: it must not become champion. Throws `ModelRefusedError`. */
export async function checkUsable(
  transaction: Transaction<RegistryTables>,
  environment: string,
  version: string,
): Promise<void> {
  const refuse = refusing(environment, version);
  const row = await transaction
    .selectFrom('model_versions as model')
    .leftJoin('model_retirements as retired', (join) =>
      join.onRef('retired.environment', '=', 'model.environment').onRef('retired.version', '=', 'model.version'),
    )
    .select(['model.artifacts_deleted_at as deletedAt', 'retired.actor', 'retired.retired_at as at', 'retired.reason'])
    .where('model.environment', '=', environment)
    .where('model.version', '=', version)
    .executeTakeFirst();
  if (row?.at) {
    const when = row.at.toISOString().slice(0, 10);
    refuse('is-retired', `${row.actor} retired ${version} in ${environment} on ${when}: ${row.reason}`);
  }
  if (row?.deletedAt) {
    refuse('is-deleted', `the files of ${version} were deleted on ${row.deletedAt.toISOString()}; train it again`);
  }
}

const errorOf = (name: 'mape' | 'flooredMape' | 'wape') =>
  sql<number | null>`(model.backtest->'metrics'->'ensemble'->>${sql.lit(name)})::float8`;
/** The same as `shownMape`, so that models are in the order of what people see. */
const mapeOf = sql<
  number | null
>`case when ${errorOf('mape')} > ${sql.lit(largestPlainMape)} * ${errorOf('flooredMape')}
  then ${errorOf('flooredMape')} else ${errorOf('mape')} end`;
const wapeOf = errorOf('wape');

async function findModels(
  db: Kysely<RegistryTables>,
  query: Parameters<ModelCatalogue['findModels']>[0],
): Promise<{ total: number; models: readonly RegisteredModel[] }> {
  const { version, environment, region, segment, stage, tags, trainedSince, maxMape, sort = 'segment' } = query;
  const { prefix, limit, offset } = query;
  let found = standingModels(db);
  if (version !== undefined) found = found.where('model.version', '=', version);
  if (prefix !== undefined) found = found.where(sql<boolean>`starts_with(model.version, ${prefix})`);
  if (environment !== undefined) found = found.where('model.environment', '=', environment);
  if (region !== undefined) found = found.where('model.region', '=', region);
  if (segment !== undefined) {
    const [velocity, format, ofRegion] = segment.split('/').reverse();
    found = found.where('model.velocity', '=', velocity ?? '').where('model.format', '=', format ?? '');
    if (ofRegion !== undefined) found = found.where('model.region', '=', ofRegion);
  }
  if (stage !== undefined) found = found.where(stageOf, '=', stage);
  for (const [key, value] of Object.entries(tags ?? {})) {
    found = found.where((where) =>
      where.exists(
        where
          .selectFrom('model_tags as tag')
          .select('tag.key')
          .whereRef('tag.environment', '=', 'model.environment')
          .whereRef('tag.version', '=', 'model.version')
          .where('tag.key', '=', key)
          .where('tag.value', '=', value),
      ),
    );
  }
  if (trainedSince !== undefined) found = found.where('model.created_at', '>=', new Date(trainedSince));
  if (maxMape !== undefined) found = found.where(mapeOf, '<=', maxMape);

  const { total } = await found.select((count) => count.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  let page = found
    .selectAll('model')
    .select(stageOf.as('stage'))
    .select(['retired.actor as retired_by', 'retired.reason as retired_reason', 'retired.retired_at'])
    .orderBy(orders[sort])
    .orderBy('model.environment')
    .orderBy('model.version');
  if (limit !== undefined) page = page.limit(limit);
  if (offset !== undefined) page = page.offset(offset);
  const rows = await page.execute();
  const allTags = await tagsOf(db, rows);
  return {
    total: Number(total),
    models: rows.map((row) => ({
      environment: row.environment,
      stage: row.stage,
      registeredAt: row.created_at.toISOString(),
      record: toModelRecord(row),
      tags: allTags.get(keyOf(row.environment, row.version)) ?? {},
      ...(row.retired_at
        ? { retired: { by: row.retired_by ?? '', at: row.retired_at.toISOString(), reason: row.retired_reason ?? '' } }
        : {}),
      ...(row.adopted_from === null ? {} : { adoptedFrom: row.adopted_from }),
      ...(row.artifacts_deleted_at ? { artifactsDeletedAt: row.artifacts_deleted_at.toISOString() } : {}),
    })),
  };
}

const orders = {
  segment: sql`model.environment, model.region, model.format, model.velocity, model.created_at desc`,
  trained: sql`model.created_at desc`,
  cutoff: sql`model.training_cutoff desc, model.created_at desc`,
  mape: sql`${mapeOf} asc nulls last`,
  wape: sql`${wapeOf} asc nulls last`,
} satisfies Record<ModelOrder, unknown>;

async function tagsOf(
  db: Kysely<RegistryTables>,
  models: readonly { readonly environment: string; readonly version: string }[],
): Promise<ReadonlyMap<string, Record<string, ModelTag>>> {
  const found = new Map<string, Record<string, ModelTag>>();
  if (models.length === 0) return found;
  const versions = [...new Set(models.map(({ version }) => version))];
  const rows = await db
    .selectFrom('model_tags')
    .selectAll()
    .where(sql<boolean>`version = any(${versions}::text[])`)
    .orderBy('key')
    .execute();
  for (const { environment, version, key, value, actor, tagged_at } of rows) {
    const own = found.get(keyOf(environment, version)) ?? {};
    own[key] = { value, by: actor, at: tagged_at.toISOString() };
    found.set(keyOf(environment, version), own);
  }
  return found;
}

async function modelIn(
  transaction: Transaction<RegistryTables>,
  environment: string,
  version: string,
): Promise<{ subject: string; segment: Segment; stage: ModelStage }> {
  const row = await standingModels(transaction)
    .select(['model.region', 'model.format', 'model.velocity'])
    .select(stageOf.as('stage'))
    .where('model.environment', '=', environment)
    .where('model.version', '=', version)
    .executeTakeFirst();
  if (!row) {
    return refusing(environment, version)('unknown-version', `${environment} has no model version ${version}`);
  }
  const { region, format, velocity, stage } = row;
  const segment = { region, format, velocity: velocity as Velocity };
  return { subject: `${environment}/${segmentName(segment)}`, segment, stage };
}

async function waits(transaction: Transaction<RegistryTables>, environment: string, version: string): Promise<boolean> {
  const row = await openWaits(transaction, environment)
    .select('wait.id')
    .where('wait.version', '=', version)
    .executeTakeFirst();
  return row !== undefined;
}

function refusing(environment: string, version: string) {
  return (refusal: ModelRefusal, message: string): never => {
    throw new ModelRefusedError(refusal, message, { environment, version });
  };
}

function keyOf(environment: string, version: string): string {
  return `${environment} ${version}`;
}
