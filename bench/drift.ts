/**
 * False alarms and detections of `drift`, on grocers that `shelfcast generate` makes: other data than its thresholds were set on. Each
 * champion is trained once, on two years; then cycles run through the year after, jobs in real processes, and train nothing. The year
 * is unchanged, or demand changes in its last eight weeks. What counts is the cause that each cycle recorded.
 *
 *   npm run bench:drift [-- --seeds=3] [--sizes=4x12,8x24] [--drifts=1.5,0.7,3] [--every=1] [--json]
 *
 * A size is stores x items of the region; `--every=4` runs one cycle in four weeks. `age` is the champion's, in
 * weeks: the cycles' own is up to a year old; for younger ones only the columns are compared with the profiles that the cycles
 * recorded. The last line is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textTable } from '../src/reports/text-table.ts';
import { cutoffsOfYear, type PracticeSize } from './drift/practice-project.ts';
import { practiceYear } from './drift/practice-year.ts';
import { caseRows, type CaseFigures } from './drift/case-figures.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    'first-seed': { type: 'string', default: '1' },
    sizes: { type: 'string', default: '4x12,8x24' },
    drifts: { type: 'string', default: '1.5,0.7,3' },
    every: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const every = Number(values.every);
const drifts = values.drifts
  .split(',')
  .filter((text) => text !== '')
  .map(Number);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => Number(values['first-seed']) + index);
const cutoffs = cutoffsOfYear.filter((_, index) => (cutoffsOfYear.length - 1 - index) % every === 0);
const started = performance.now();
const say = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};

const figures: CaseFigures[] = [];
for (const text of values.sizes.split(',')) {
  const size = sizeOf(text);
  const years = [];
  for (const seed of seeds) {
    const directory = await mkdtemp(join(tmpdir(), 'shelfcast-bench-drift-'));
    try {
      years.push(await practiceYear(directory, { size, seed, drifts, cutoffs, weekly: every === 1 }));
      say(`${text}, seed ${seed}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  figures.push(...caseRows(text, years));
}
say(
  `\n${textTable(
    ['size', 'demand', 'age', 'segments', 'judged', 'alarms', 'segments found', 'regions found', 'weeks to find', 'by'],
    figures.map((one) => [
      one.size,
      one.demand === 1 ? 'unchanged' : `x ${one.demand}`,
      one.age,
      String(one.segments),
      String(one.judged),
      String(one.alarms),
      String(one.segmentsFound),
      `${one.regionsFound} of ${one.regions}`,
      one.weeksToFind === null ? '-' : String(one.weeksToFind),
      Object.entries(one.by)
        .map(([what, count]) => `${what} ${count}`)
        .join(', '),
    ]),
    { leftColumns: 3 },
  )}\n`,
);
const falseAlarms = figures.filter(({ demand }) => demand === 1).reduce((sum, { alarms }) => sum + alarms, 0);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ falseAlarms, seconds, seeds, cases: figures })}\n`);

function sizeOf(text: string): PracticeSize {
  const [stores, items] = text.split('x').map(Number);
  if (!stores || !items) throw new Error(`"${text}" is no size; say stores x items: 8x24`);
  return { stores, items };
}
