import type { Migration } from 'kysely/migration';
import { up as createRegistry } from './0001-registry.ts';
import { up as createLandingFiles } from './0002-landing-files.ts';
import { up as createPromotions } from './0003-promotions.ts';
import { up as createCatalogue } from './0004-catalogue.ts';
import { up as createModelExports } from './0005-model-exports.ts';
import { up as addWeeksOfFiles } from './0006-weeks-of-files.ts';
import { up as createAccessKeys } from './0007-access-keys.ts';
import { up as createSessions } from './0008-sessions.ts';
import { up as createWebhookSecrets } from './0009-webhook-secrets.ts';
import { up as createKeptAnswers } from './0010-kept-answers.ts';
import { up as indexMetrics } from './0011-metrics-indexes.ts';

/** All migrations by name, in the order they run. A released one is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-registry': { up: createRegistry },
  '0002-landing-files': { up: createLandingFiles },
  '0003-promotions': { up: createPromotions },
  '0004-catalogue': { up: createCatalogue },
  '0005-model-exports': { up: createModelExports },
  '0006-weeks-of-files': { up: addWeeksOfFiles },
  '0007-access-keys': { up: createAccessKeys },
  '0008-sessions': { up: createSessions },
  '0009-webhook-secrets': { up: createWebhookSecrets },
  '0010-kept-answers': { up: createKeptAnswers },
  '0011-metrics-indexes': { up: indexMetrics },
};
