/**
 * Times `lineage` over a registry of some size: a region whose dataset versions have every file that had come by then. Rows are put into
 * the embedded database directly; what is timed goes over its socket, as commands do.
 *
 *   npm run bench:lineage [-- --files=10000] [--models=50] [--cycles=100] [--json]
 *
 * For each question: how many questions it asks the registry, milliseconds (the second time of two), nodes and edges. The same is done
 * at a tenth of the size, where the number of questions has to be the same. The last line is JSON.
 */
import { createHash } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { parseArgs } from 'node:util';
import { connectDatabase, migrate } from '../src/adapters/postgres/connect.ts';
import { createPostgresRegistry } from '../src/adapters/postgres/postgres-registry.ts';
import { addWeeks } from '../src/contracts/week.ts';
import type { LineageRecords } from '../src/ports/lineage-records.ts';
import { trace, type LineageStart } from '../src/registry/lineage/trace.ts';
import { textTable } from '../src/reports/text-table.ts';
import { serveDatabase } from '../src/state/database/serve-database.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    models: { type: 'string', default: '50' },
    cycles: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
  },
});

interface Size {
  readonly files: number;
  readonly models: number;
  readonly cycles: number;
}

interface Answer {
  readonly question: string;
  readonly asked: number;
  readonly milliseconds: number;
  readonly nodes: number;
  readonly edges: number;
}

const hashOf = (kind: string, index: number): string => createHash('sha256').update(`${kind} ${index}`).digest('hex');
const ref = (kind: string, index: number) => ({ hash: hashOf(kind, index), extension: 'parquet', bytes: 1 });
const week = (index: number): string => addWeeks('2024-01-01', index);
const cycleId = (index: number): string => `cycle/dev/north/${week(index)}/${index}`;

async function measure(size: Size): Promise<readonly Answer[]> {
  const database = await PGlite.create();
  const server = await serveDatabase(database, 0);
  const db = connectDatabase(`postgres://postgres@127.0.0.1:${server.port}/postgres`);
  const registry = createPostgresRegistry(db);
  try {
    await migrate(db);
    await fill(database, registry, size);
    const last = size.cycles - 1;
    const [forecast] = await registry.forecastsAt('dev', 'north', week(last));
    const middle = Math.floor(size.cycles / 2);
    const starts: Record<string, { start: LineageStart; direction: 'up' | 'down' }> = {
      'the newest forecasts, up': { start: { forecast: forecast! }, direction: 'up' },
      'the newest model, up': { start: { model: `m${size.models - 1}` }, direction: 'up' },
      'a model of the middle, down': { start: { model: `m${Math.floor(size.models / 2)}` }, direction: 'down' },
      'a dataset of the middle, up': { start: { dataset: hashOf('d', middle) }, direction: 'up' },
      'the first file, down': { start: { file: 'sales/0.csv' }, direction: 'down' },
    };
    const answers: Answer[] = [];
    for (const [question, { start, direction }] of Object.entries(starts)) {
      await trace(registry, start, direction);
      const { records, asked } = counted(registry);
      const started = performance.now();
      const { nodes, edges } = await trace(records, start, direction);
      const milliseconds = Math.round(performance.now() - started);
      answers.push({ question, asked: asked(), milliseconds, nodes: nodes.length, edges: edges.length });
    }
    return answers;
  } finally {
    await registry.close();
    await server.stop();
    await database.close();
  }
}

/** Every cycle has a dataset of all files so far; every other one or so trains a model, which scores until the next. */
async function fill(
  database: PGlite,
  registry: ReturnType<typeof createPostgresRegistry>,
  { files, models, cycles }: Size,
): Promise<void> {
  let model = '';
  for (let index = 0; index < cycles; index += 1) {
    const version = hashOf('d', index);
    await registry.recordDataset({
      ...{ version, region: 'north', cutoff: week(index), manifest: ref('e', index), rows: 10 },
      ...{ qualityProfile: {}, files: [] },
    });
    const number = Math.floor((index * models) / cycles);
    await registry.openCycle(cycleId(index), {
      ...{ environment: 'dev', region: 'north', cutoff: week(index), number: index },
      triggers: [{ id: `t${index}`, cause: 'data', requestedBy: 'watch' }],
    });
    if (model !== `m${number}`) {
      model = `m${number}`;
      const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
      const empty = {
        windows: [],
        metrics: {},
        reduction: null,
        reductionGeometric: null,
        coverage: null,
        weights: {},
      };
      await registry.recordModel('dev', {
        ...{ version: model, segment, datasetVersion: version, dataHash: 'h', trainingCutoff: week(index) },
        ...{ codeVersion: 'c', seed: 1, parameters: {}, members: {}, ensemble: ref('n', number) },
        ...{ backtest: empty, gate: [], cycleId: cycleId(index) },
      });
      await registry.promote({
        environment: 'dev',
        segment,
        version: model,
        actor: 'ann',
        facts: { reason: 'better' },
      });
    }
    await registry.recordForecast({
      ...{ environment: 'dev', region: 'north', cutoff: week(index), cycleId: cycleId(index), rows: 3 },
      ...{ uri: 'file:///f.csv', datasetVersion: version, parquet: ref('b', index), csv: ref('9', index) },
      scoredBy: { 'large/fast': model },
    });
    await registry.recordEvaluation(cycleId(index), { rows: 7, metrics: {} });
    await database.query(
      `insert into dataset_files (dataset_version, source, path, content_hash, conditioned, conditioner_version)
       select $1, 'sales', 'sales/' || n || '.csv', encode(sha256(('f ' || n)::bytea), 'hex'),
         jsonb_build_object('hash', encode(sha256(('c ' || n)::bytea), 'hex'), 'extension', 'parquet', 'bytes', 1), 'v1'
       from generate_series(0, $2::int - 1) as n`,
      [version, Math.max(1, Math.round((files * (index + 1)) / cycles))],
    );
  }
  await database.exec('analyze');
}

/** Lineage records that count what they are asked. */
function counted(records: LineageRecords): { readonly records: LineageRecords; readonly asked: () => number } {
  let asked = 0;
  const counting = new Proxy(records, {
    get(target, name, receiver) {
      asked += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return { records: counting, asked: () => asked };
}

const size = { files: Number(values.files), models: Number(values.models), cycles: Number(values.cycles) };
const tenth = {
  files: Math.ceil(size.files / 10),
  models: Math.ceil(size.models / 10),
  cycles: Math.ceil(size.cycles / 10),
};
const small = await measure(tenth);
const answers = await measure(size);
const constant = answers.every(({ asked }, index) => asked === small[index]?.asked);
if (!values.json) {
  process.stdout.write(
    `${size.files} files, ${size.models} models, ${size.cycles} cycles\n${textTable(
      ['question', 'asked', 'at a tenth', 'ms', 'nodes', 'edges'],
      answers.map((one, index) => [
        one.question,
        ...[one.asked, small[index]?.asked ?? 0, one.milliseconds, one.nodes, one.edges].map(String),
      ]),
    )}\n`,
  );
}
process.stdout.write(`${JSON.stringify({ ...size, constant, answers })}\n`);
// However large the registry, the number of questions has to stay.
process.exitCode = constant ? 0 : 1;
