import { describe, expect, test } from 'vitest';
import { alertFaults, prometheusFolder, readAlerts } from '../../scripts/deploy/telemetry/alerts.ts';
import { promtool, whyNoPrometheus } from '../../scripts/deploy/telemetry/tools.ts';
import { metricNames } from '../../src/telemetry/metric-table.ts';
import { readFileSync } from 'node:fs';

test('every alert has severity, summary, runbook and a test that has it fire; every runbook has its alert', async () => {
  expect(await alertFaults()).toEqual([]);
  expect((await readAlerts()).map(({ name }) => name)).toContain('ShelfcastForecastStale');
});

test('alerts ask for metrics that there are', () => {
  const rules = readFileSync(`${prometheusFolder}alerts.yml`, 'utf8');
  const asked = new Set([...rules.matchAll(/\bshelfcast_[a-z_]+(?=[{)[ ])/g)].map(([name]) => name));
  expect([...asked].filter((name) => !metricNames.some((known) => name === known))).toEqual([]);
  expect(asked.size).toBeGreaterThan(15);
});

describe.skipIf(whyNoPrometheus() !== undefined)('promtool', () => {
  test('accepts the rules, and their tests pass', async () => {
    expect(await promtool(['check', 'rules', 'alerts.yml'], { cwd: prometheusFolder })).toContain('SUCCESS');
    expect(await promtool(['test', 'rules', 'alerts.test.yml'], { cwd: prometheusFolder })).toContain('SUCCESS');
  }, 60_000);
});
