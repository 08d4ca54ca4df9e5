import { join } from 'node:path';
import { addWeeks, type Week } from '../../src/contracts/week.ts';
import { columnsAtAge, runCycles, type SegmentFinding } from './practice-cycles.ts';
import { copyWithDrift, plantedFrom, trainedTo, writePracticeProject, type PracticeSize } from './practice-project.ts';

/** What was found in one year of one grocer. */
export interface PracticeCase {
  readonly seed: number;
  /** What demand was multiplied by in the last weeks; 1: nothing. */
  readonly demand: number;
  /** How old the champion is: `cycle` the one that the cycles have, or a number of weeks. */
  readonly age: string;
  readonly findings: readonly SegmentFinding[];
}

interface YearOptions {
  readonly size: PracticeSize;
  readonly seed: number;
  readonly drifts: readonly number[];
  /** In order. */
  readonly cutoffs: readonly Week[];
  /** Whether they are all weeks of the year, so that younger champions can be imagined. */
  readonly weekly: boolean;
}

/** Ages of imagined champions: trained again every week, or every other month. */
const ages = [1, 8];

/** Runs a grocer's year unchanged, and its last weeks again for each drift. */
export async function practiceYear(directory: string, options: YearOptions): Promise<readonly PracticeCase[]> {
  const { size, seed, drifts, cutoffs, weekly } = options;
  const steady = join(directory, 'steady');
  const before = cutoffs.filter((cutoff) => cutoff < plantedFrom);
  const after = cutoffs.filter((cutoff) => cutoff >= plantedFrom);
  await writePracticeProject(steady, size, { seed, drift: 1 });
  await runCycles(steady, [trainedTo], { train: true });
  const findings = [...(await runCycles(steady, before, { train: false }))];
  const cases: PracticeCase[] = [];
  for (const demand of drifts) {
    const drifted = join(directory, `drift-${demand}`);
    await copyWithDrift(steady, drifted, size, { seed, drift: demand });
    cases.push({ seed, demand, age: 'cycle', findings: await runCycles(drifted, after, { train: false }) });
    if (weekly) cases.push(...(await imagined(drifted, { seed, demand }, after)));
  }
  findings.push(...(await runCycles(steady, after, { train: false })));
  cases.unshift({ seed, demand: 1, age: 'cycle', findings });
  if (weekly) cases.push(...(await imagined(steady, { seed, demand: 1 }, cutoffs)));
  return cases;
}

function imagined(
  directory: string,
  of: Pick<PracticeCase, 'seed' | 'demand'>,
  cutoffs: readonly Week[],
): Promise<readonly PracticeCase[]> {
  return Promise.all(
    ages.map(async (age) => {
      const pairs = cutoffs.map((cutoff) => ({ cutoff, trainedTo: addWeeks(cutoff, -age) }));
      return { ...of, age: String(age), findings: await columnsAtAge(directory, pairs) };
    }),
  );
}
