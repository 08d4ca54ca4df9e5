import { describe, expect, test } from 'vitest';
import { createMeter } from '../../src/telemetry/meter.ts';
import { metricDefinitions, metricNames } from '../../src/telemetry/metric-table.ts';

/** Sample lines of a text, without comments. */
const samples = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('the table of metrics', () => {
  test.each(metricNames)('%s follows the conventions of Prometheus', (name) => {
    const { type, help, labels } = metricDefinitions[name];
    expect(name).toMatch(/^shelfcast_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(help).toMatch(/^[A-Z0-9].*\.$/);
    expect(labels.filter((label) => /store|item|cycle|version_id|run/.test(label))).toEqual([]);
    // Prometheus has these two for itself.
    expect(labels.filter((label) => ['job', 'instance'].includes(label))).toEqual([]);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  });
});

describe('a meter', () => {
  test('has the metrics of its sources, and none of the others', async () => {
    const meter = createMeter(['worker']);
    meter.add('shelfcast_jobs_total', { job_name: 'train-member', outcome: 'succeeded' });
    meter.add('shelfcast_jobs_total', { job_name: 'train-member', outcome: 'succeeded' }, 2);
    // Of the API: nobody asked this process for it.
    meter.set('shelfcast_registry_up', {}, 1);
    const text = await meter.text();
    expect(samples(text)).toEqual(['shelfcast_jobs_total{job_name="train-member",outcome="succeeded"} 3']);
    expect(text).toContain('# TYPE shelfcast_step_duration_seconds histogram');
  });

  test('says nothing of what was not measured yet', async () => {
    expect(samples(await createMeter(['api', 'registry']).text())).toEqual([]);
  });

  test('a replaced source has the new samples alone', async () => {
    const meter = createMeter(['registry']);
    const north = { environment: 'dev', region: 'north' };
    meter.replace('registry', [
      { name: 'shelfcast_forecast_rows', labels: north, value: 24 },
      { name: 'shelfcast_cycles_total', labels: { ...north, outcome: 'failed' }, value: 2 },
      { name: 'shelfcast_champion_stale_after_seconds', labels: {}, value: 60 },
    ]);
    meter.replace('registry', [{ name: 'shelfcast_forecast_rows', labels: { ...north, region: 'south' }, value: 8 }]);
    expect(samples(await meter.text())).toEqual(['shelfcast_forecast_rows{environment="dev",region="south"} 8']);
  });

  test("Node's own metrics are there where they are wanted", async () => {
    expect(await createMeter([], { ofProcess: true }).text()).toContain('nodejs_eventloop_lag_seconds');
  });
});
