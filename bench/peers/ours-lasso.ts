/** One LASSO path with time-ordered cross-validation by the product's own modules: `ours-lasso.ts <data folder> <settings>`. */
import { createTensorflowGram } from '../../src/adapters/tensorflow/index.ts';
import { FoldedRows } from '../../src/forecasting/lasso/cross-validation.ts';
import { chooseGramProduct } from '../../src/forecasting/lasso/gram-product.ts';
import { sizes } from './data.ts';
import { readArray } from './read-array.ts';
import { startRun } from './report.ts';
import type { LassoSettings } from './settings.ts';

const [directory = '', settingsText = ''] = process.argv.slice(2);
const settings = JSON.parse(settingsText) as LassoSettings;
const { weeks, rowsPerWeek, columns } = sizes;
const rows = weeks * rowsPerWeek;
const x = { values: readArray(directory, 'x.f64', Float64Array), rows, columns };
const y = readArray(directory, 'y.f64', Float64Array);
const week = Int32Array.from({ length: rows }, (_, r) => Math.floor(r / rowsPerWeek));
// Loading TensorFlow is to this side what the imports are to the other.
const product = await chooseGramProduct(createTensorflowGram(), rows, columns);

const report = startRun();
const fit = new FoldedRows(x, week, settings.folds, product).fit(y, settings);
report({
  alpha: fit.alpha,
  intercept: fit.intercept,
  coefficients: [...fit.coefficients],
  dualGap: fit.dualGap,
  alphasValidated: fit.validationErrors.length,
});
