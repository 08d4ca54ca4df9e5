import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ForecastFacts } from '../../ports/lineage-records.ts';
import type { Registry } from '../../ports/registry.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { trace, type LineageStart } from '../../registry/lineage/trace.ts';
import { lineageSvg } from '../../reports/lineage/lineage-svg.ts';
import { lineageText } from '../../reports/lineage/lineage-text.ts';
import { textTable } from '../../reports/text-table.ts';
import { openStorage } from '../../composition/open-storage.ts';
import { readRows, type TableRow } from '../../composition/read-rows.ts';
import { artifactsSource } from '../../composition/sources.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { selectModel } from '../models/select-models.ts';
import { UsageError } from '../usage.ts';
import { withRegistry } from '../with-registry.ts';

export interface LineageOptions extends ModelsOptions {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly svg?: string;
}

type Wanted =
  | { readonly kind: 'model' | 'dataset' | 'file'; readonly wanted: string }
  | {
      readonly kind: 'forecast';
      readonly environment: string;
      readonly region: string;
      readonly cutoff: string;
      readonly row: Readonly<Record<string, string>>;
    };

/** `shelfcast lineage`: what a thing was made from and what was made from it, as text, JSON or a picture. Returns the exit code. */
export async function lineageCommand(wanted: Wanted, options: LineageOptions): Promise<number> {
  const { project, state } = await openProject(options);
  const direction = options.up === options.down ? 'both' : options.up ? 'up' : 'down';
  const { graph, start } = await withRegistry(state, async (registry) => {
    const found = await startOf(registry, wanted);
    return { start: found, graph: await trace(registry, found, direction) };
  });
  if (graph.nodes.length === 0) throw new UsageError(`the registry has no record of ${JSON.stringify(wanted)}`);
  const rows =
    wanted.kind === 'forecast' && 'forecast' in start && Object.keys(wanted.row).length > 0
      ? await forecastRows(project, state, start.forecast, wanted.row)
      : undefined;
  if (options.svg !== undefined) await writeFile(resolve(options.svg), await lineageSvg(graph));
  const text = (): string => [...(rows ? [rowsText(rows)] : []), lineageText(graph, direction)].join('\n\n');
  process.stdout.write(
    `${options.json ? JSON.stringify({ ...graph, ...(rows ? { rows } : {}) }, undefined, 2) : text()}\n`,
  );
  return 0;
}

async function startOf(registry: Registry, wanted: Wanted): Promise<LineageStart> {
  switch (wanted.kind) {
    case 'file':
      return { file: wanted.wanted };
    case 'model':
      return { model: selectModel(await registry.models(), 'prod', wanted.wanted).record.version };
    case 'dataset': {
      const [version, other] = await registry.datasetsLike(wanted.wanted);
      if (version !== undefined && other === undefined) return { dataset: version };
      const why = version === undefined ? 'there is none' : 'it may be several';
      throw new UsageError(`no single dataset version begins with "${wanted.wanted}": ${why}`);
    }
    case 'forecast': {
      const { environment, region, cutoff } = wanted;
      const [forecast] = await registry.forecastsAt(environment, region, cutoff);
      if (forecast) return { forecast };
      throw new UsageError(`nothing was published for ${region} from ${cutoff} in ${environment}`);
    }
  }
}

/** The rows of published forecasts that meet the conditions: what was forecast, and by which model. */
async function forecastRows(
  project: LoadedProject,
  state: string,
  { parquet }: ForecastFacts,
  conditions: Readonly<Record<string, string>>,
): Promise<readonly TableRow[]> {
  const { store } = await openStorage({
    artifacts: artifactsSource(state),
    landing: project.landingDirectory,
  });
  const rows = await readRows(await store.localPath(parquet), conditions);
  if (rows.length > 0) return rows;
  throw new UsageError(`the forecasts have no row with ${JSON.stringify(conditions)}`);
}

function rowsText(rows: readonly TableRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: string | number | null): string =>
    typeof value === 'number' ? String(Math.round(100 * value) / 100) : (value ?? '');
  return textTable(
    columns,
    rows.slice(0, 50).map((row) => columns.map((column) => cell(row[column] ?? null))),
    { leftColumns: 0 },
  );
}
