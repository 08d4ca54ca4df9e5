import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addWeeks, type Week } from '../../src/contracts/week.ts';
import { defaultGrocer, type GrocerSettings } from '../../src/generator/settings.ts';
import { writeGrocer } from '../../src/composition/generate-grocer.ts';

const example = fileURLToPath(new URL('../../examples/grocer', import.meta.url));

/**
 * What is trained here only has to be steady in its errors, so it trains little: one network, few epochs. The gate lets
 * every model pass, since drift is measured against champions.
 */
const settings = `name: 'grocer',
  members: { network: { preset: 'mixed', epochs: 3, seedsPerView: 1 } },
  gate: { maxMape: 100, mustBeatBaseline: false, maxLevelFactor: 100, maxQuarantinedShare: 1 },`;

/** One region of a synthetic grocer. */
export interface PracticeSize {
  readonly stores: number;
  readonly items: number;
}

/** Two years before the champion is trained, so that a year of changes is known, and the year after. */
const weeksBefore = 104;
const weeksOfYear = 52;
/** Weeks of the year's end in which `drift` holds: the generator's. */
const plantedWeeks = 8;

/** Last week of the first champion's data. */
export const trainedTo: Week = addWeeks(defaultGrocer.from, weeksBefore - 1);
/** The cutoffs of the year after, every week. */
export const cutoffsOfYear: readonly Week[] = Array.from({ length: weeksOfYear }, (_, index) =>
  addWeeks(trainedTo, index + 1),
);
/** The first week of a planted drift. */
export const plantedFrom: Week = cutoffsOfYear[weeksOfYear - plantedWeeks] ?? '';

/** Writes the example's configuration and conditioners, and a grocer of three years, one region, into a folder. */
export async function writePracticeProject(
  directory: string,
  size: PracticeSize,
  planted: Pick<GrocerSettings, 'seed' | 'drift'>,
): Promise<void> {
  for (const part of ['shelfcast.config.ts', 'regions.ts', 'conditioners']) {
    await cp(join(example, part), join(directory, part), { recursive: true });
  }
  const file = join(directory, 'shelfcast.config.ts');
  await writeFile(file, (await readFile(file, 'utf8')).replace("name: 'grocer',", settings));
  await writeGrocerOf(directory, size, planted);
}

/** A copy of a project and its state, in which the last weeks have drifted: what was ingested and trained before them is the same. */
export async function copyWithDrift(
  from: string,
  to: string,
  size: PracticeSize,
  planted: Pick<GrocerSettings, 'seed' | 'drift'>,
): Promise<void> {
  await cp(from, to, { recursive: true });
  for (const folder of ['landing', 'truth']) await rm(join(to, folder), { recursive: true });
  await writeGrocerOf(to, size, planted);
}

async function writeGrocerOf(
  directory: string,
  size: PracticeSize,
  planted: Pick<GrocerSettings, 'seed' | 'drift'>,
): Promise<void> {
  const made = join(directory, 'made');
  await writeGrocer(made, { ...defaultGrocer, ...size, ...planted, regions: 1, weeks: weeksBefore + weeksOfYear });
  for (const folder of ['landing', 'truth']) await cp(join(made, folder), join(directory, folder), { recursive: true });
  await rm(made, { recursive: true });
}
