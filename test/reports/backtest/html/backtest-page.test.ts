import { describe, expect, test } from 'vitest';
import type { BacktestReport, Comparison } from '../../../../src/contracts/backtest.ts';
import { flooredNote } from '../../../../src/contracts/shown-mape.ts';
import { backtestPage } from '../../../../src/reports/backtest/html/backtest-page.ts';
import { backtestReport } from '../../../support/backtest-report.ts';
import { parsePage, type PageElement } from '../../../support/page.ts';

const textOf = (element: PageElement | null | undefined): string =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('a backtest as a page', () => {
  const page = backtestPage(backtestReport);
  const document = parsePage(page);
  const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map(textOf);

  test('is self-contained', () => {
    expect(page).not.toMatch(/<script|<link|@import|url\(|src=|href=/);
    expect(page.replaceAll(/xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(/https?:/);
  });

  test('says what was tested, on which data and code, and what went wrong', () => {
    expect(texts('h1')).toEqual(['Backtest of small']);
    expect(texts('.lead')[0]).toMatch(
      /^Over 6 forecasts the ensemble's MAPE is 30\.8%, its WAPE 15\.4%, its bias −7\.7%;/,
    );
    expect(texts('.warning')).toEqual([
      'south/large/fast: network could not be fitted: the loss became NaN',
      'History was too short for 1 more windows.',
    ]);
    const facts = texts('.facts dd').join('\n');
    expect(facts).toContain('2, cutoffs 2025-09-08, 2025-09-22');
    expect(facts).toContain('version fedcba9876543210');
    expect(facts).toContain('0123456789abcdef0123');
  });

  test('shows MAPE with a floor where rows near zero decide it, and says so below the table', () => {
    expect(texts('.scroll p')).toEqual([]);
    const nearZero = (comparison: Comparison): Comparison => ({
      ...comparison,
      ensemble: { ...comparison.ensemble!, mape: 12.73, flooredMape: 0.17 },
    });
    const [first, ...others] = backtestReport.segments;
    const changed = { ...backtestReport, segments: [{ ...first!, overall: nearZero(first!.overall) }, ...others] };
    const of = parsePage(backtestPage(changed));
    expect([...of.querySelectorAll('.scroll p')].map(textOf)).toEqual([flooredNote]);
    const [table] = of.querySelectorAll('table');
    const row = [...(table?.querySelectorAll('tr') ?? [])].find((one) => textOf(one).startsWith('ensemble'));
    expect(textOf(row)).toMatch(/^ensemble 17\.0%\* 20\.0%/);
  });

  test('names the options that were set', () => {
    const options = [{ path: 'aim', value: 'wape', before: 'balanced' }];
    const changed = { ...backtestReport, settings: { ...backtestReport.settings, options } };
    const facts = [...parsePage(backtestPage(changed)).querySelectorAll('.facts dd')].map(textOf);
    expect(facts).toContain('aim=wape, where the project says balanced');
  });

  test('has the numbers of every plot in a table', () => {
    expect(texts('caption')).toEqual([
      'Errors by segment, region and over all',
      'Errors by step, all regions',
      'Errors by cutoff, all regions',
      'Errors by item, all regions',
    ]);
    const [first] = document.querySelectorAll('table');
    expect([...(first?.querySelectorAll('th[scope=rowgroup]') ?? [])].map(textOf)).toEqual([
      'north/large/fast',
      'north/large/slow',
      'south/large/fast',
      'north',
      'all',
    ]);
    const row = [...(first?.querySelectorAll('tr') ?? [])].find((one) => textOf(one).startsWith('ensemble'));
    expect(textOf(row)).toBe('ensemble 40.0% 20.0% −10.0% - 4 - 75.0% 6');
  });

  test('has a section for every slice', () => {
    const groups = [{ group: 'promoted', metrics: backtestReport.overall.overall }];
    const overall = { ...backtestReport.overall, slices: [{ by: 'promotion', groups }] };
    const captions = [...parsePage(backtestPage({ ...backtestReport, overall })).querySelectorAll('caption')];
    expect(captions.map(textOf)).toContain('Errors by promotion, all regions');
  });

  test('says of every plot what it shows, and names its groups in it', () => {
    const plots = [...document.querySelectorAll('svg[role=img]')].filter(
      (one) => one.getAttribute('aria-label') !== '',
    );
    const labels = plots.map((one) => one.getAttribute('aria-label') ?? '');
    expect(labels.map((label) => label.split(/[,;:]/)[0])).toEqual([
      'MAPE and WAPE by segment',
      'Bias by segment',
      'MAPE and WAPE by step',
      'MAPE and WAPE by cutoff',
      'Share of actuals within P10 to P90 by step',
      'Share of actuals within P10 to P90 by cutoff',
      'MAPE and WAPE by item',
      'Weekly units of item apples in store n1',
    ]);
    expect(plots[0]?.textContent).toContain('south/large/fast');
    // Four forecasters, MAPE and WAPE, five scopes.
    expect(plots[0]?.querySelectorAll('g[aria-label=dot] path')).toHaveLength(4 * 2 * 5);
  });

  test('shows series with their sales and forecasts', () => {
    expect(texts('figcaption')).toEqual(['store n1, item apples: largest series of north/large/fast, MAPE 25.0%']);
  });
});

test('items by the names people give them', () => {
  const [segment] = backtestReport.segments;
  const named = { ...segment!, byItem: [{ item: '<b>&', metrics: segment!.overall }] };
  const page = backtestPage({ ...backtestReport, segments: [named], regions: [{ region: 'north', ...named }] });
  expect(page).toContain('&lt;b&gt;&amp;');
  expect(page).not.toContain('<b>&');
});

test('a backtest without members, without sales and without intervals is still a page', () => {
  const errors = { rows: 6, mape: null, rmse0: 2, rmseAll: 2, wape: null, bias: null, coverage: null };
  const metrics: Comparison = { baseline: errors, baselineGeometric: errors };
  const evaluation = {
    overall: metrics,
    byStep: [{ step: 1, metrics }],
    byItem: [{ item: 'apples', metrics }],
    byCutoff: [{ cutoff: '2025-09-08', metrics }],
    reduction: { arithmetic: null, geometric: null },
    rowsLeftOut: 0,
  };
  const [segment] = backtestReport.segments;
  const report: BacktestReport = {
    ...backtestReport,
    segments: [{ ...segment!, ...evaluation }],
    regions: [{ region: 'north', ...evaluation }],
    overall: evaluation,
    series: [],
  };
  const document = parsePage(backtestPage(report));
  expect(textOf(document.querySelector('.lead'))).toMatch(/No member forecast anything/);
  expect(document.querySelector('svg')?.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
});
