import { sql, type Kysely, type Transaction } from 'kysely';
import type { ModelStage } from '../../ports/model-catalogue.ts';
import type { RegistryTables } from './schema.ts';

/** Where a model stands, over `model_versions as model`, its champion `alias` and its retirement `retired`, both joined on the left. */
export const stageOf = sql<ModelStage>`case
  when retired.version is not null then 'retired'
  when alias.version is not null then 'champion'
  when exists (
    select 1 from audit
    where audit.facts->>'version' = model.version and audit.action = 'promote'
      and audit.subject = model.environment || '/' || model.region || '/' || model.format || '/' || model.velocity
  ) then 'archived'
  else 'challenger' end`;

/** Models joined to what their stage follows from: the alias of a champion, and a retirement. */
export function standingModels(db: Kysely<RegistryTables> | Transaction<RegistryTables>) {
  return db
    .selectFrom('model_versions as model')
    .leftJoin('model_aliases as alias', (join) =>
      join
        .onRef('alias.environment', '=', 'model.environment')
        .onRef('alias.version', '=', 'model.version')
        .on('alias.alias', '=', 'champion'),
    )
    .leftJoin('model_retirements as retired', (join) =>
      join.onRef('retired.environment', '=', 'model.environment').onRef('retired.version', '=', 'model.version'),
    );
}
