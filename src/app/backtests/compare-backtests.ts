import { z } from 'zod';
import { comparedNames } from '../../contracts/experiment.ts';
import { compareBacktests as compare, type BacktestFile } from '../../experiments/compare-backtests.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { uploadedFileSchema } from '../uploaded-file.ts';
import { comparisonSchema } from './comparison-schema.ts';
import { readRowsFile } from './rows-file.ts';
import { slicesOfFile } from './slices-of-file.ts';

/** Whether one backtest is better than another, on the rows that both have. */
export const compareBacktests = defineOperation({
  name: 'backtests.compare',
  role: 'reader',
  input: z.object({
    /** CSV files with the rows of a backtest. */
    a: uploadedFileSchema,
    b: uploadedFileSchema,
    forecaster: z.enum(comparedNames),
    /** What parts of the rows to compare as well: a column, a slice or a store attribute. Default: none. */
    by: z.string().exactOptional(),
  }),
  answer: comparisonSchema,
  async run(_app, { a: fileA, b: fileB, forecaster, by }) {
    const a = await readRowsFile(fileA, forecaster);
    const b = await readRowsFile(fileB, forecaster);
    const slices = by === undefined ? undefined : { by, of: slicesOfFile(b, by) };
    const comparison = compare(a, b, forecaster, slices);
    if (comparison.overall.rows > 0) return comparison;
    const { otherActuals } = comparison;
    throw refusal('nothing-in-common', { otherActuals, sides: [extentOf(a), extentOf(b)] });
  },
});

function extentOf({ file, columns }: BacktestFile) {
  const cutoffs = [...new Set(columns['cutoff'])].sort();
  return {
    file,
    regions: [...new Set(columns['region'])],
    firstCutoff: cutoffs[0] ?? '',
    lastCutoff: cutoffs.at(-1) ?? '',
  };
}
