import { sql } from 'kysely';
import type { ModelStage } from '../../ports/model-catalogue.ts';

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
