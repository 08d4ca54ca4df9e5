/**
 * Times the way from landing files to design matrices: ingest and conditioning, the snapshots of 14 regions, the features of all
 * segments; then once more after one file of shipments has changed. Synthetic data, written outside the timing.
 *
 *   npm run bench:data [-- --rows=10000000] [--regions=14] [--json]
 *   npm run bench:data -- --sizes=1000000,5000000,20000000
 *
 * Memory is that of all processes together. The targets hold for 10 million rows of shipments on 2 cores: under 2 minutes,
 * under 2 GB. `--sizes` shows how time grows with rows. The last line is JSON.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateData } from './data/generate.ts';
import { runStages, type StagesRun } from './data/run-stages.ts';

const targetSeconds = 120;
const targetRssMb = 2000;
const projectConfig = fileURLToPath(new URL('data/project/shelfcast.config.ts', import.meta.url));

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    regions: { type: 'string', default: '14' },
    sizes: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const regions = Number(values.regions);

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly series: number;
  readonly weeks: number;
  readonly featureRows: number;
  readonly stages: StagesRun['stages'];
  readonly incremental: {
    readonly partitionsTouched: number;
    readonly versionsChanged: number;
    readonly seconds: number;
    readonly peakRssMb: number;
    readonly stages: StagesRun['stages'];
  };
  /** Load of the machine over the last minute, at the end: what else was running. */
  readonly load: number;
}

async function measure(wanted: number): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-bench-data-'));
  try {
    const config = await readFile(projectConfig, 'utf8');
    await writeFile(join(directory, 'shelfcast.config.ts'), config.replace('length: 14', `length: ${regions}`));
    const landing = join(directory, 'landing');
    const { rows, series, weeks, cutoff, changeWeek } = await generateData(landing, wanted, regions);
    tell(`${rows} rows of shipments: ${series} series, ${weeks} weeks`);
    const first = await runStages(directory, rows, cutoff);
    tellRun(first);
    await changeWeek(Math.floor(weeks / 2));
    const again = await runStages(directory, rows, cutoff);
    tell('one file changed:');
    tellRun(again);
    const { seconds, peakRssMb, stages, featureRows } = first;
    return {
      rows,
      seconds,
      peakRssMb,
      series,
      weeks,
      featureRows,
      stages,
      incremental: {
        partitionsTouched: again.partitionsTouched,
        versionsChanged: again.versions.filter((version, index) => version !== first.versions[index]).length,
        seconds: again.seconds,
        peakRssMb: again.peakRssMb,
        stages: again.stages,
      },
      load: Math.round(10 * loadavg()[0]!) / 10,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function tell(line: string): void {
  if (!values.json) process.stdout.write(`${line}\n`);
}

function tellRun({ seconds, peakRssMb, stages }: StagesRun): void {
  for (const [name, stage] of Object.entries(stages)) {
    tell(
      `  ${name.padEnd(9)} ${stage.seconds.toFixed(1).padStart(6)} s  ${stage.cpuSeconds.toFixed(1)} s of processor  ${stage.rowsPerSecond} rows/s  ${stage.peakRssMb} MB`,
    );
  }
  tell(`  all       ${seconds.toFixed(1).padStart(6)} s  ${peakRssMb} MB on ${availableParallelism()} cores`);
}

if (values.sizes === undefined) {
  const measured = await measure(Number(values.rows));
  const { seconds, peakRssMb } = measured;
  process.stdout.write(`${JSON.stringify({ ...measured, targetSeconds, targetRssMb })}\n`);
  // Other sizes are for looking: the targets say nothing of them.
  if (measured.rows >= 1e7 && !(seconds < targetSeconds && peakRssMb < targetRssMb)) process.exitCode = 1;
} else {
  const runs: Measured[] = [];
  for (const size of values.sizes.split(',')) runs.push(await measure(Number(size)));
  const base = runs[0]!;
  const growth = runs.map(({ rows, seconds, peakRssMb, stages }) => ({
    rows,
    rowsRatio: ratio(rows, base.rows),
    secondsRatio: ratio(seconds, base.seconds),
    peakRssRatio: ratio(peakRssMb, base.peakRssMb),
    stages: Object.fromEntries(
      Object.entries(stages).map(([name, stage]) => [
        name,
        ratio(stage.seconds, base.stages[name as keyof typeof stages].seconds),
      ]),
    ),
  }));
  for (const { rowsRatio, secondsRatio, peakRssRatio } of growth) {
    tell(`rows × ${rowsRatio}: time × ${secondsRatio}, memory × ${peakRssRatio}`);
  }
  process.stdout.write(`${JSON.stringify({ growth, runs })}\n`);
}

function ratio(value: number, base: number): number {
  return Math.round((100 * value) / base) / 100;
}
