import { expect, test } from 'vitest';
import { errorsCsv, rowsCsv } from '../../../src/reports/backtest/backtest-csv.ts';
import { backtestReport } from '../../support/backtest-report.ts';

test('a row per scope, group and forecaster; pooled scopes where there is more than one', () => {
  const [head, ...lines] = errorsCsv(backtestReport).trimEnd().split('\n');
  expect(head).toBe(
    'scope,region,format,velocity,grouping,group,forecaster,rows,mape,wape,bias,rmse0,rmseAll,coverage,flooredMape,mapeFloor,width,pinball,mase',
  );
  // 3 segments, the region that has two of them, and all: 1 + 2 + 2 + 2 groups of 4 forecasters each.
  expect(lines).toHaveLength(5 * 7 * 4);
  expect(lines[0]).toBe('segment,north,large,fast,all,,baseline,6,1,0.5,-0.25,,10,,,,,,');
  expect(lines).toContain('segment,north,large,slow,item,"bread, sliced",ensemble,6,0.2,0.1,-0.05,,2,0.75,,,,,');
  expect(lines).toContain('region,north,,,step,2,baseline,6,1.5,0.75,-0.375,,15,,,,,,');
  expect(lines.some((line) => line.startsWith('region,south'))).toBe(false);
  expect(lines.filter((line) => line.startsWith('all,,,,'))).toHaveLength(28);
});

test('slices are groups like any other', () => {
  const slices = [{ by: 'promotion', groups: [{ group: 'promoted', metrics: backtestReport.overall.overall }] }];
  const report = { ...backtestReport, overall: { ...backtestReport.overall, slices } };
  expect(errorsCsv(report)).toMatch(/^all,,,,promotion,promoted,baseline,6,0\.77,/m);
});

test('options that were set are in every row', () => {
  const options = [
    { path: 'members.network.epochs', value: 20, before: 10 },
    { path: 'aim', value: 'wape', before: 'balanced' },
  ];
  const report = { ...backtestReport, settings: { ...backtestReport.settings, options } };
  const [head, ...lines] = errorsCsv(report).trimEnd().split('\n');
  expect(head).toMatch(/,mase,options$/);
  expect(lines[0]).toBe(
    'segment,north,large,fast,all,,baseline,6,1,0.5,-0.25,,10,,,,,,,members.network.epochs=20 aim=wape',
  );
  expect(rowsCsv({ store: ['n1'], actual: Float64Array.of(3) }, options)).toBe(
    'store,actual,options\nn1,3,members.network.epochs=20 aim=wape\n',
  );
});

test('rows are written as they are, missing values empty', () => {
  expect(rowsCsv({ store: ['n1', 'n2'], actual: Float64Array.of(3, 4), p10: Float64Array.of(Number.NaN, 2.5) })).toBe(
    'store,actual,p10\nn1,3,\nn2,4,2.5\n',
  );
});
