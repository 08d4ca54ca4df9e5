import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the reports of a pull request say. */
export interface PipelineReports {
  readonly unitTests: number;
  /** Percent of lines. */
  readonly coverage: number;
  readonly validationTests: number;
}

/** Reads the reports that `pipeline.sh pull-request` leaves in a folder. */
export async function readReports(folder: string): Promise<PipelineReports> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return {
    unitTests: testsIn(await read('unit.xml')),
    coverage: linesCovered(await read('coverage/lcov.info')),
    validationTests: testsIn(await read('validation.xml')),
  };
}

function testsIn(junit: string): number {
  return junit.match(/<testcase /g)?.length ?? 0;
}

/** Lines found (`LF`) and hit (`LH`) of each file. */
function linesCovered(lcov: string): number {
  const sum = (field: string): number =>
    [...lcov.matchAll(new RegExp(`^${field}:(\\d+)$`, 'gm'))].reduce((total, [, count]) => total + Number(count), 0);
  return Math.round((1000 * sum('LH')) / Math.max(1, sum('LF'))) / 10;
}
