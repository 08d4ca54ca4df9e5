import { z } from 'zod';
import { correctionOrder } from '../../contracts/correction-order.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import { sourceKinds } from '../../contracts/source-kinds.ts';
import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import { selectRegions } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { freshnessOf, freshnessStates } from './source-freshness.ts';

const sourceSchema = z.object({
  source: z.string(),
  kind: z.enum(sourceKinds),
  state: z.enum(freshnessStates),
  lastWeek: z.string().exactOptional(),
  weeksBehind: z.int().exactOptional(),
  maxWeeksBehind: z.int().exactOptional(),
  dueBy: z.string().exactOptional(),
  files: z.int(),
  rows: z.int(),
  /** Rows set aside. */
  setAside: z.int(),
  /** Checks that failed. */
  failed: z.int(),
  /** The last file in the order in which later ones correct earlier ones; only where one region is asked for. */
  lastFile: z.string().exactOptional(),
});

/** Every source and region, as the newest dataset versions have them: how new the rows are, how many were set aside, which checks failed. */
export const showFreshness = defineOperation({
  name: 'datasets.freshness',
  role: 'reader',
  input: z.object({
    /** Default: all. */
    region: z.string().exactOptional(),
  }),
  answer: z.array(
    z.object({
      region: z.string(),
      /** Its newest dataset version; left out before its first cycle. */
      dataset: z
        .object({ version: z.string(), cutoff: z.string(), recordedAt: z.string(), rows: z.number() })
        .exactOptional(),
      /** In the order of the project; empty before the first cycle. */
      sources: z.array(sourceSchema).readonly(),
    }),
  ),
  async run(app, { region }) {
    const { regions, sources } = app.project.resolved;
    const names = regions.map(({ name }) => name);
    const wanted = selectRegions(names, region === undefined ? undefined : [region]);
    return app.withRegistry(async (registry) => {
      const newest = await registry.findDatasets({ newest: true, ...(region === undefined ? {} : { region }) });
      const only = region === undefined ? undefined : newest[0];
      const files = only ? await registry.filesOf([only.version]) : [];
      return wanted.map((name) => {
        const dataset = newest.find((one) => one.region === name);
        if (!dataset) return { region: name, sources: [] };
        const { version, cutoff, recordedAt, rows } = dataset;
        return {
          region: name,
          dataset: { version, cutoff, recordedAt, rows },
          sources: sources.map((source) => {
            const paths = files.filter((file) => file.source === source.name).map(({ path }) => path);
            const lastFile = paths.sort(correctionOrder).at(-1);
            return { ...describe(source, dataset), ...(lastFile === undefined ? {} : { lastFile }) };
          }),
        };
      });
    });
  },
});

function describe(source: ResolvedSource, { cutoff, quality }: RegisteredDataset) {
  const found = quality.sources.find((one) => one.source === source.name);
  const failed = quality.findings?.filter((finding) => finding.source === source.name && !finding.passed) ?? [];
  return {
    ...{ source: source.name, kind: source.kind },
    ...freshnessOf(source, found, cutoff),
    files: found?.files ?? 0,
    rows: found?.rows ?? 0,
    setAside: Object.values(found?.quarantined ?? {}).reduce((sum, count) => sum + count, 0),
    failed: failed.length,
  };
}
