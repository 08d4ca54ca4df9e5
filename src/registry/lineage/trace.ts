import type { FileUse, ForecastFacts, LineageRecords, ModelFacts } from '../../ports/lineage-records.ts';

type LineageKind = 'file' | 'conditioned' | 'dataset' | 'model' | 'forecast' | 'evaluation';

/** Something that was made, or came. Its id is the same in every graph: what it is, and its version, hash or cycle. */
interface LineageNode {
  readonly id: string;
  readonly kind: LineageKind;
  readonly title: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** `to` was made of `from`. */
interface LineageEdge {
  readonly from: string;
  readonly to: string;
}

export interface LineageGraph {
  /** What was asked for. */
  readonly roots: readonly string[];
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

/** Where to start: files by path or hash, versions of datasets or models, or the cycle that published a forecast. */
export type LineageStart =
  | { readonly file: string }
  | { readonly dataset: string }
  | { readonly model: string }
  | { readonly forecast: ForecastFacts };

/** What a thing was made of (`up`), and what was made of it (`down`). Asks the registry a fixed number of questions. */
export async function trace(
  records: LineageRecords,
  start: LineageStart,
  direction: 'up' | 'down' | 'both',
): Promise<LineageGraph> {
  const graph = new GraphBuilder();
  const up = direction !== 'down';
  const down = direction !== 'up';
  if ('file' in start) {
    const uses = await records.usesOfFile(start.file);
    graph.files(uses, down);
    graph.root(...uses.map(fileId));
    if (down)
      await below(
        records,
        graph,
        uses.map(({ datasetVersion }) => datasetVersion),
      );
  } else if ('dataset' in start) {
    await datasets(records, graph, [start.dataset], up);
    graph.root(`dataset:${start.dataset}`);
    if (down) await below(records, graph, [start.dataset]);
  } else if ('model' in start) {
    const models = await records.modelsNamed([start.model]);
    await withModels(records, graph, models, up);
    graph.root(...models.map(modelId));
    if (down) await forecasts(records, graph, await records.forecastsBy([start.model]));
  } else {
    const { forecast } = start;
    await forecasts(records, graph, [forecast], down);
    graph.root(forecastId(forecast));
    if (up) {
      await withModels(records, graph, await modelsOf(records, [forecast]), true);
      await datasets(records, graph, [forecast.datasetVersion], true);
      graph.edge(`dataset:${forecast.datasetVersion}`, forecastId(forecast));
    }
  }
  return graph.build();
}

/** All that was made of dataset versions. */
async function below(records: LineageRecords, graph: GraphBuilder, versions: readonly string[]): Promise<void> {
  await datasets(records, graph, versions, false);
  const models = await records.modelsOn(versions);
  await withModels(records, graph, models, false);
  const published = [
    ...(await records.forecastsBy(models.map(({ version }) => version))),
    ...(await records.forecastsOn(versions)),
  ];
  await forecasts(records, graph, published);
  for (const one of published) graph.edge(`dataset:${one.datasetVersion}`, forecastId(one));
}

async function datasets(
  records: LineageRecords,
  graph: GraphBuilder,
  versions: readonly string[],
  up: boolean,
): Promise<void> {
  for (const { version, ...facts } of await records.datasetFacts(versions)) {
    graph.node(`dataset:${version}`, 'dataset', `dataset ${version.slice(0, 12)}`, { version, ...facts });
  }
  if (up) graph.files(await records.filesOf(versions), true);
}

async function withModels(
  records: LineageRecords,
  graph: GraphBuilder,
  models: readonly ModelFacts[],
  up: boolean,
): Promise<void> {
  for (const model of models) {
    graph.node(modelId(model), 'model', `model ${model.version} ${model.segment} in ${model.environment}`, {
      ...model,
    });
    graph.edge(`dataset:${model.datasetVersion}`, modelId(model));
  }
  if (up) await datasets(records, graph, [...new Set(models.map(({ datasetVersion }) => datasetVersion))], true);
}

async function forecasts(
  records: LineageRecords,
  graph: GraphBuilder,
  published: readonly ForecastFacts[],
  evaluated = true,
): Promise<void> {
  for (const one of published) {
    const { region, cutoff, environment } = one;
    graph.node(forecastId(one), 'forecast', `forecasts ${region} ${cutoff} in ${environment}`, { ...one });
    for (const version of Object.values(one.scoredBy)) {
      graph.edge(`model:${environment}/${version}`, forecastId(one));
    }
  }
  if (!evaluated) return;
  for (const { cycleId, rows, mape } of await records.evaluationsOf(published.map((one) => one.cycleId))) {
    const title = mape === null ? 'evaluation of earlier forecasts' : `evaluation: MAPE ${(100 * mape).toFixed(1)}%`;
    graph.node(`evaluation:${cycleId}`, 'evaluation', title, { cycleId, rows, mape });
    graph.edge(`forecast:${cycleId}`, `evaluation:${cycleId}`);
  }
}

/** The models forecasts were scored by, as the environment of the forecasts knows them. */
async function modelsOf(records: LineageRecords, published: readonly ForecastFacts[]): Promise<readonly ModelFacts[]> {
  const versions = [...new Set(published.flatMap(({ scoredBy }) => Object.values(scoredBy)))];
  const environments = new Set(published.map(({ environment }) => environment));
  return (await records.modelsNamed(versions)).filter(({ environment }) => environments.has(environment));
}

class GraphBuilder {
  readonly #nodes = new Map<string, LineageNode>();
  readonly #edges = new Map<string, LineageEdge>();
  readonly #roots = new Set<string>();

  root(...ids: readonly string[]): void {
    for (const id of ids) this.#roots.add(id);
  }

  node(id: string, kind: LineageKind, title: string, facts: Readonly<Record<string, unknown>>): void {
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, kind, title, facts });
  }

  edge(from: string, to: string): void {
    this.#edges.set(`${from} ${to}`, { from, to });
  }

  /** Files, with their conditioned tables and the datasets made of them. */
  files(uses: readonly FileUse[], withUses: boolean): void {
    for (const use of uses) {
      const { datasetVersion, source, path, contentHash, conditioned, conditionerVersion } = use;
      this.node(fileId(use), 'file', path, { source, path, contentHash });
      if (!withUses) continue;
      const dataset = `dataset:${datasetVersion}`;
      if (conditioned === undefined) this.edge(fileId(use), dataset);
      else {
        const id = `conditioned:${conditioned}`;
        this.node(id, 'conditioned', `conditioned ${conditioned.slice(0, 12)}`, {
          hash: conditioned,
          conditionerVersion,
        });
        this.edge(fileId(use), id);
        this.edge(id, dataset);
      }
    }
  }

  /** An edge to what nobody registered, such as a fallback, is none. */
  build(): LineageGraph {
    const nodes = [...this.#nodes.values()];
    const edges = [...this.#edges.values()].filter(({ from, to }) => this.#nodes.has(from) && this.#nodes.has(to));
    return { roots: [...this.#roots], nodes, edges };
  }
}

function fileId({ source, path, contentHash }: FileUse): string {
  return `file:${source}/${path}@${contentHash}`;
}

function modelId({ environment, version }: { readonly environment: string; readonly version: string }): string {
  return `model:${environment}/${version}`;
}

function forecastId({ cycleId }: ForecastFacts): string {
  return `forecast:${cycleId}`;
}
