import { z } from 'zod';
import { exportStates, type ExportStatus } from '../../contracts/export-status.ts';
import { segmentName } from '../../contracts/segment.ts';
import type { ModelExport } from '../../ports/model-exports.ts';
import { knownVersions, outstanding, type KnownVersion } from '../../tracking/outstanding.ts';
import { defineOperation } from '../operation.ts';

const exportStatusSchema: z.ZodType<ExportStatus> = z.object({
  target: z.string(),
  automatic: z.boolean(),
  exported: z.number(),
  outstanding: z.number(),
  models: z.array(
    z.object({
      version: z.string(),
      segment: z.string(),
      stages: z.record(z.string(), z.string()),
      state: z.enum(exportStates),
      model: z.string().exactOptional(),
      number: z.string().exactOptional(),
      exportedAt: z.string().exactOptional(),
      failure: z.string().exactOptional(),
    }),
  ),
});

/** Which models are at the tracking server, which are not yet, and why. The registry knows; the server is not asked. */
export const exportStatus = defineOperation({
  name: 'tracking.status',
  role: 'reader',
  input: z.object({}),
  answer: exportStatusSchema,
  async run(app) {
    const { tracking, automatic } = await app.openExportTarget();
    const { target } = tracking;
    const [known, exports] = await app.withRegistry(
      async (registry) => [knownVersions(await registry.models()), await registry.modelExports(target)] as const,
    );
    const waiting = outstanding(known, exports);
    const models = modelsOf(known, exports, waiting);
    return {
      ...{ target, automatic },
      exported: models.filter(({ number }) => number !== undefined).length,
      outstanding: waiting.length,
      models,
    };
  },
});

function modelsOf(
  known: readonly KnownVersion[],
  exports: readonly ModelExport[],
  waiting: ReturnType<typeof outstanding>,
): ExportStatus['models'] {
  const waitsFor = new Map(waiting.map((one) => [one.version, one.what]));
  return known.map(({ version, model, stages }) => {
    const { exported, failed, claim } = exports.find((one) => one.version === version) ?? {};
    const what = waitsFor.get(version);
    return {
      ...{ version, segment: segmentName(model.record.segment), stages },
      state: claim ? 'under way' : what === 'model' ? 'outstanding' : what === 'standing' ? 'behind' : 'exported',
      ...(exported ? { model: exported.modelName, number: exported.number, exportedAt: exported.at } : {}),
      ...(failed ? { failure: `${failed.at} ${failed.reason}` } : {}),
    };
  });
}
