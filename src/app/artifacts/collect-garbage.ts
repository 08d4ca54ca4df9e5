import { z } from 'zod';
import type { Landing } from '../../ports/landing.ts';
import { collectGarbage as collect, type GarbageReport } from '../../registry/retention/collect-garbage.ts';
import { ManifestLostError } from '../../registry/retention/errors.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';

const amounts = z.record(z.string(), z.object({ objects: z.number(), bytes: z.number() }));
const counts = z.record(z.string(), z.number());

const garbageReportSchema: z.ZodType<GarbageReport> = z.object({
  deleted: z.boolean(),
  garbage: amounts,
  kept: amounts,
  pointers: z.number(),
  models: z.array(z.object({ environment: z.string(), version: z.string() })),
  datasets: z.array(z.string()),
  keptModels: counts,
  keptDatasets: counts,
});

/** What of the artifacts nothing needs any more, and why the rest stays; deletes it where that is asked for. */
export const collectGarbage = defineOperation({
  name: 'artifacts.collect-garbage',
  role: 'admin',
  input: z.object({ delete: z.boolean() }),
  answer: garbageReportSchema,
  run: (app, { delete: isWanted }) =>
    app.withRegistry(async (registry) => {
      const { retention: policy, sources } = app.project.resolved;
      const { store, landing } = await app.openStorage();
      const globs = sources.map((source) => source.landing);
      const landed = await filesIn(landing, globs);
      const deleteFor = isWanted ? { deleteFor: app.actor } : {};
      return refusable(collect({ registry, store }, { policy, landed, now: Date.now(), ...deleteFor }));
    }),
});

async function refusable(collecting: Promise<GarbageReport>): Promise<GarbageReport> {
  try {
    return await collecting;
  } catch (error) {
    if (!(error instanceof ManifestLostError)) throw error;
    const { datasetVersion, message: detail } = error;
    throw refusal('manifest-lost', { datasetVersion, detail }, { cause: error });
  }
}

/** `path hash` of every file that a source takes. */
async function filesIn(landing: Landing, globs: readonly string[]): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for (const glob of globs) {
    for (const { path, hash } of await landing.list(glob)) files.add(`${path} ${hash}`);
  }
  return files;
}
