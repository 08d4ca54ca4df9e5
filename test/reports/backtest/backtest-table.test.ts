import { describe, expect, test } from 'vitest';
import { backtestText } from '../../../src/reports/backtest/backtest-table.ts';
import { backtestReport } from '../../support/backtest-report.ts';

describe('a backtest for a terminal', () => {
  const lines = backtestText(backtestReport).split('\n');

  test('says what was tested, on which data and code', () => {
    expect(lines.slice(0, 3)).toEqual([
      'backtest of small · code 0123456789ab · seed 1',
      '2 windows of 2 weeks, 2 apart, a fit every 10 weeks: cutoffs 2025-09-08, 2025-09-22',
      'north: data to 2025-10-06, 480 rows, dataset fedcba987654',
    ]);
  });

  test('names the options that were set, and what the project says', () => {
    const options = [
      { path: 'members.network.hiddenUnits', value: [64, 32], before: [128, 64] },
      { path: 'members.network.dropout', value: 0.2 },
    ];
    const report = { ...backtestReport, settings: { ...backtestReport.settings, options } };
    expect(backtestText(report).split('\n').slice(2, 4)).toEqual([
      'option set: members.network.hiddenUnits=[64,32], where the project says [128,64]',
      'option set: members.network.dropout=0.2, which the project does not set',
    ]);
  });

  test('has every forecaster of every segment, of regions with several, and of all', () => {
    const named = lines.filter((line) => /^\S+ +baseline /.test(line)).map((line) => line.split(' ')[0]);
    expect(named).toEqual(['north/large/fast', 'north/large/slow', 'south/large/fast', 'north', 'all', '1', '2']);
    const ensemble = lines.find((line) => line.includes('ensemble'))?.split(/ {2,}/);
    expect(ensemble).toEqual(['', 'ensemble', '40.0%', '20.0%', '−10.0%', '-', '4', '-', '75.0%', '−60.0%', '6']);
  });

  test('then the widest scope by what was asked for', () => {
    expect(lines).toContain('all by step');
    expect(backtestText(backtestReport, 'item')).toMatch(/^all by item$.*^bread, sliced +baseline/ms);
    expect(backtestText(backtestReport, 'cutoff')).toMatch(/^2025-09-22 +baseline/m);
    const metrics = { ensemble: { ...backtestReport.overall.overall.ensemble!, mase: 0.876 } };
    const slices = [{ by: 'income', groups: [{ group: 'up to 30', metrics }] }];
    const report = { ...backtestReport, overall: { ...backtestReport.overall, slices } };
    expect(backtestText(report, 'income')).toMatch(/^all by income$.*^up to 30 +ensemble .* 0\.88 /ms);
  });

  test('and what a reader must know besides', () => {
    expect(lines.slice(-3)).toEqual([
      'south/large/fast: network could not be fitted: the loss became NaN',
      'history was too short for 1 more window(s)',
      '6 fits, 2 of them reused, 12 s',
    ]);
  });
});
