import { z } from 'zod';
import type { Registry } from '../../ports/registry.ts';
import { trace, type LineageGraph, type LineageStart } from '../../registry/lineage/trace.ts';
import { datasetOfVersion } from '../datasets/select-dataset.ts';
import { selectModel } from '../models/select-model.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';

const startSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['dataset', 'file']),
    /** The beginning of a version; of a file its path below landing, or the SHA-256 of its content. */
    wanted: z.string(),
  }),
  z.object({
    kind: z.literal('model'),
    /** Whose champion a segment means. A version is found wherever it is registered. */
    environment: z.string(),
    /** The beginning of a version, or `region/format/velocity` for that segment's champion. */
    wanted: z.string(),
  }),
  z.object({
    kind: z.literal('forecast'),
    environment: z.string(),
    region: z.string(),
    cutoff: z.string(),
    /** Which of its rows to answer, by column: `store`, `item`, `week`. Default: none. */
    row: z.record(z.string(), z.string()),
  }),
]);
type Start = z.infer<typeof startSchema>;

const lineageGraphSchema: z.ZodType<LineageGraph> = z.object({
  roots: z.array(z.string()),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['file', 'conditioned', 'dataset', 'model', 'forecast', 'evaluation']),
      title: z.string(),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
});

/** Where a number, a model, a dataset or a file comes from, and what it led to. */
export const traceLineage = defineOperation({
  name: 'lineage.trace',
  role: 'reader',
  input: z.object({
    start: startSchema,
    /** `up`: what it was made of; `down`: what was made of it. */
    direction: z.enum(['up', 'down', 'both']),
  }),
  answer: z.object({
    graph: lineageGraphSchema,
    /** The rows of a forecast that were asked for. */
    rows: z
      .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
      .readonly()
      .exactOptional(),
  }),
  async run(app, { start: wanted, direction }) {
    const { start, graph } = await app.withRegistry(async (registry) => {
      const found = await startOf(registry, wanted);
      return { start: found, graph: await trace(registry, found, direction) };
    });
    if (graph.nodes.length === 0) throw refusal('untraceable', { start: wanted });
    if (wanted.kind !== 'forecast' || !('forecast' in start) || Object.keys(wanted.row).length === 0) return { graph };
    const rows = await app.readRows(start.forecast.parquet, wanted.row);
    if (rows.length === 0) throw refusal('no-such-row', { conditions: wanted.row });
    return { graph, rows };
  },
});

async function startOf(registry: Registry, wanted: Start): Promise<LineageStart> {
  switch (wanted.kind) {
    case 'file':
      return { file: wanted.wanted };
    case 'model':
      return { model: (await selectModel(registry, wanted.environment, wanted.wanted)).record.version };
    case 'dataset':
      return { dataset: (await datasetOfVersion(registry, wanted.wanted)).version };
    case 'forecast': {
      const { environment, region, cutoff } = wanted;
      const [forecast] = await registry.forecastsAt(environment, region, cutoff);
      if (forecast) return { forecast };
      throw refusal('nothing-published', { environment, region, cutoff });
    }
  }
}
