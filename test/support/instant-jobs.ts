import { createHash } from 'node:crypto';
import type { BacktestSummary, SegmentData } from '../../src/contracts/cycle.ts';
import { segmentName } from '../../src/contracts/segment.ts';
import { addWeeks, type Week } from '../../src/contracts/week.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';
import { JobError } from '../../src/ports/job-errors.ts';
import type { JobInput, JobName, JobOutput, JobRunner } from '../../src/ports/job-runner.ts';
import { retiredCheck } from '../../src/registry/gate/retired-check.ts';

const artifact = (text: string) => ({
  hash: createHash('sha256').update(text).digest('hex'),
  extension: 'json',
  bytes: text.length,
});
const metrics = { rows: 10, mape: 0.2, rmse0: null, rmseAll: 1, wape: 0.2, bias: 0 };
const instantBacktest: BacktestSummary = {
  windows: [],
  metrics: { ensemble: metrics, baseline: { ...metrics, mape: 0.5 } },
  reduction: 0.6,
  reductionGeometric: 0.5,
  coverage: 0.8,
  weights: { lasso: 0.5, network: 0.5 },
};

/** The data that instant jobs find: what has arrived by now, region by region. */
export class InstantWorld {
  /** Last week with shipments by region; a region without one has no data at all. */
  readonly latest = new Map<string, Week>();
  /** Corrections that came for a week, by region and week: each makes the data of that week and all later ones another. */
  readonly corrections = new Map<string, number>();
  /** Calls so far, by job. */
  readonly calls = new Map<JobName, number>();
  /** Trainings that are to fail: `member segment`. */
  readonly failing = new Set<string>();
  readonly formats: readonly string[];
  codeVersion = 'code-1';
  /** Runs before every job: to hold one up, or to see what it was given. */
  before: (job: JobName, input: unknown) => Promise<void> | void = () => undefined;

  constructor(formats: readonly string[] = ['large']) {
    this.formats = formats;
  }

  /** What the data of a region up to a cutoff is, as one text. */
  dataHash(region: string, cutoff: Week): string {
    const upTo = [this.latest.get(region) ?? '', cutoff].sort()[0];
    const corrected = [...this.corrections]
      .filter(([key]) => key.startsWith(`${region} `) && key.slice(region.length + 1) <= cutoff)
      .sort();
    return artifact(JSON.stringify([region, upTo, corrected])).hash;
  }
}

type Handlers = { readonly [Name in JobName]: (input: JobInput<Name>) => JobOutput<Name> | Promise<JobOutput<Name>> };

/**
 * Runs the CPU-bound steps at once and by fixed rules, so that what is left is orchestration: everything else, activities,
 * registry and store among it, is the real thing.
 */
export function createInstantJobs(world: InstantWorld, store: ArtifactStore): JobRunner {
  const jobs = handlers(world, store);
  return {
    run: async (name, input) => {
      world.calls.set(name, (world.calls.get(name) ?? 0) + 1);
      await world.before(name, input);
      const job = jobs[name];
      if (!job) throw new Error(`there is no instant ${name}`);
      return job(input);
    },
  };
}

function handlers(world: InstantWorld, store: ArtifactStore): Partial<Handlers> {
  const segmentsOf = (region: string, cutoff: Week): SegmentData[] =>
    world.formats.flatMap((format) =>
      (['fast', 'slow'] as const).map((velocity) => ({
        segment: { region, format, velocity },
        items: artifact('["1"]'),
        series: 2,
        dataHash: artifact(`${world.dataHash(region, cutoff)} ${format} ${velocity}`).hash,
      })),
    );
  return {
    'condition-files': ({ paths }) => ({ conditioned: paths.length }),
    'test-conditioners': () => [],
    'ingest-source': ({ source }) => ({
      ...{ source, files: 1, newFiles: 0, rows: 5, quarantined: 0, reasons: {} },
      listing: artifact('listing'),
    }),

    'latest-cutoff': ({ region }) => {
      const latest = world.latest.get(region);
      if (latest !== undefined) return latest;
      const message = `region ${region} has no shipments`;
      throw new JobError({ errorName: 'NoDataError', message, facts: { region } });
    },

    'snapshot-dataset': ({ region, cutoff }) => {
      const version = world.dataHash(region, cutoff);
      const manifest = artifact(`manifest ${version} ${cutoff}`);
      return {
        summary: { version, manifest, rows: 10, quarantined: 0, segments: segmentsOf(region, cutoff) },
        record: { version, region, cutoff, manifest, rows: 10, qualityProfile: {}, files: [] },
      };
    },

    'train-member': ({ member, assessment }) => {
      if (world.failing.has(`${member} ${segmentName(assessment.data.segment)}`)) {
        throw new JobError({ errorName: 'NetworkDivergedError', message: `${member} diverged`, facts: {} });
      }
      return { member, files: {}, windows: [], seconds: 0, reusedFits: 0 };
    },

    'reproduce-member': ({ member }) => ({ member, files: [], seconds: 0 }),

    'validate-challenger': ({ assessment, cutoff, cycleId, dataset, trained, retired = {} }) => {
      const { segment, dataHash } = assessment.data;
      const version = artifact(
        JSON.stringify([segment, dataHash, cutoff, world.codeVersion, trained.length]),
      ).hash.slice(0, 16);
      const gate = retired[version] ? [retiredCheck(version, retired[version])] : [];
      return {
        challenger: { version, segment, backtest: instantBacktest, gate, gatePassed: gate.length === 0 },
        record: {
          ...{ version, segment, datasetVersion: dataset.version, dataHash, trainingCutoff: cutoff, seed: 1 },
          ...{ codeVersion: world.codeVersion, parameters: {}, ensemble: artifact('ensemble') },
          members: Object.fromEntries(trained.map(({ member, files }) => [member, files])),
          ...{ backtest: instantBacktest, gate, cycleId },
        },
      };
    },

    // What a gate has to say is the model's own.
    'judge-adoption': ({ model }) => model.gate,

    'score-region': async ({ region, cutoff, segments }) => {
      const put = (text: string, extension: string) => store.put(new TextEncoder().encode(text), extension);
      const scoredBy = segments
        .map(({ segment, champion }) => `${segmentName(segment)} ${champion?.version}`)
        .join('\n');
      return {
        rows: segments.length,
        parquet: await put(`parquet ${region} ${cutoff} ${scoredBy}`, 'parquet'),
        csv: await put(`csv ${region} ${cutoff} ${scoredBy}`, 'csv'),
        fallbacks: Object.fromEntries(
          segments.flatMap(({ segment: { format, velocity }, champion }) =>
            champion ? [] : [[`${format}/${velocity}`, { by: 'seasonal', reason: 'the segment has no champion' }]],
          ),
        ),
      };
    },

    'evaluate-forecasts': () => ({ rows: 0, metrics: {} }),
  };
}

/** The Monday `weeks` after 2026-01-05. */
export function week(weeks: number): Week {
  return addWeeks('2026-01-05', weeks);
}
