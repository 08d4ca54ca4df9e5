import { z } from 'zod';
import { segmentName } from '../../contracts/segment.ts';
import type { TrackedVersion } from '../../ports/model-tracking.ts';
import { exportModels as exportAll, type ExportOutcome, type ExportPorts } from '../../tracking/export-models.ts';
import type { OperationJobs } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { selectExports } from './select-exports.ts';

const what = z.enum(['model', 'standing']);

const trackedSchema: z.ZodType<TrackedVersion> = z.object({
  runId: z.string(),
  modelName: z.string(),
  number: z.string(),
});

const outcomeSchema: z.ZodType<ExportOutcome> = z.object({
  version: z.string(),
  segment: z.string(),
  what,
  outcome: z.enum(['exported', 'failed', 'busy']),
  tracked: trackedSchema.exactOptional(),
  reason: z.string().exactOptional(),
});

/** Writes models to the tracking server, and has the aliases there name the champions. Writing one twice makes no duplicate. */
export const exportModels = defineOperation({
  name: 'tracking.export',
  role: 'operator',
  input: z.object({
    /** Only this one, by the beginning of its version, even if it is there already. */
    version: z.string().exactOptional(),
    /** Only models registered on this day or later. */
    since: z.iso.date().exactOptional(),
    /** Also those that are there already. Default false. */
    all: z.boolean().exactOptional(),
    /** Only say what would be written. Default false. */
    dryRun: z.boolean().exactOptional(),
  }),
  answer: z.object({
    target: z.string(),
    dryRun: z.boolean(),
    wanted: z
      .array(z.object({ version: z.string(), segment: z.string(), stages: z.record(z.string(), z.string()), what }))
      .readonly(),
    /** Fewer than wanted where the server stopped answering. */
    outcomes: z.array(outcomeSchema).readonly(),
  }),
  async run(app, { dryRun = false, ...asked }) {
    const { tracking, names, exporter } = await app.openExportTarget();
    const { target } = tracking;
    return app.withRegistry(async (registry) => {
      const chosen = await selectExports(registry, target, asked);
      const wanted = chosen.map(({ version, model, stages, what }) => {
        return { version, segment: segmentName(model.record.segment), stages, what };
      });
      if (dryRun) return { target, dryRun, wanted, outcomes: [] };
      const outcomes = await app.withJobs((jobs) =>
        exportAll(chosen, { registry, tracking, names, exporter, jobs: runnerOf(jobs) }, jobs.signal, (outcome) =>
          app.onStep({ step: 'model-exported', outcome }),
        ),
      );
      return { target, dryRun, wanted, outcomes };
    });
  },
});

function runnerOf(jobs: OperationJobs): ExportPorts['jobs'] {
  return { run: (job, input, { signal }) => jobs.run(job, job, input, signal) };
}
