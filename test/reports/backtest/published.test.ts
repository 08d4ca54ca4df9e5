import { expect, test } from 'vitest';
import type { BacktestEvaluation } from '../../../src/contracts/backtest.ts';
import { backtestText } from '../../../src/reports/backtest/backtest-table.ts';
import { errorsCsv } from '../../../src/reports/backtest/backtest-csv.ts';
import { backtestPage } from '../../../src/reports/backtest/html/backtest-page.ts';
import { floorText, publishedRows } from '../../../src/reports/backtest/published.ts';
import { backtestReport } from '../../support/backtest-report.ts';

const errors = (wape: number, bias: number) => {
  return { rows: 4, mape: 0.9, flooredMape: 0.5, mapeFloor: 2.34, rmse0: null, rmseAll: 2, wape, bias };
};
const published = { forecast: errors(0.4, -0.2), p50: errors(0.39, -0.1), mean: errors(0.42, 0.01) };
const ensemble = { ...errors(0.4, -0.2), coverage: 0.8, width: 1.1, pinball: 0.12 };
const withPublished = <E extends BacktestEvaluation>(evaluation: E): E => ({
  ...evaluation,
  overall: { ...evaluation.overall, ensemble },
  published,
  odd: [{ cutoff: '2025-09-08', reason: '0% of the series have sales' }],
});
const report = {
  ...backtestReport,
  segments: backtestReport.segments.map(withPublished),
  overall: withPublished(backtestReport.overall),
};

test('forecast, P50 and mean on the same rows, the quality of the interval with P50', () => {
  expect(publishedRows(report.overall)).toEqual([
    ['forecast', ['90.0%', '50.0%', '40.0%', '−20.0%', '', '', '', '4']],
    ['P50', ['90.0%', '50.0%', '39.0%', '−10.0%', '80.0%', '110.0%', '12.0%', '4']],
    ['mean', ['90.0%', '50.0%', '42.0%', '+1.0%', '', '', '', '4']],
  ]);
  expect(floorText(report.overall)).toBe('a floor of 2.34 units: ensemble 50.0%, baseline -');
  expect(publishedRows(backtestReport.overall)).toEqual([]);
});

test('every form of the report has them, and says which window decides nothing', () => {
  const text = backtestText(report);
  expect(text).toMatch(/^published, on windows with earlier ones$/m);
  expect(text).toMatch(/^north\/large\/fast: MAPE with a floor of 2\.34 units: ensemble 50\.0%/m);
  expect(text).toMatch(/^north\/large\/fast: window 2025-09-08 decides nothing: 0% of the series have sales$/m);
  expect(errorsCsv(report)).toMatch(/^all,,,,published,,p50,4,0\.9,0\.39,-0\.1,,2,,0\.5,2\.34,,,$/m);
  const page = backtestPage(report);
  expect(page).toMatch(/Forecast, P50 and mean on the windows with earlier ones, all regions/);
  expect(page).toMatch(/window 2025-09-08 decides nothing/);
});
