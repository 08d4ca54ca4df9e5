import { expect, test } from 'vitest';
import { cycleTraces } from '../../scripts/deploy/telemetry/cycle-traces.ts';
import { withObservedStack } from '../../scripts/deploy/telemetry/observed-stack.ts';

/** The value of a metric by name and labels, in the order they are written; `undefined` where it has no such sample. */
function valueOf(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}

test('two cycles on the embedded stack: status, metrics of all three processes, one trace a cycle', async () => {
  await withObservedStack(async ({ apiUrl, statusUrls, spans, nextWeek }) => {
    const ask = async (url: string): Promise<string> => (await fetch(url)).text();
    for (const url of statusUrls) {
      expect(await ask(`${url}/livez`)).toContain('ok');
      expect(JSON.parse(await ask(`${url}/readyz`))).toMatchObject({ status: 'ok' });
    }
    await nextWeek();
    await ask(`${apiUrl}/api/v1/environments/dev/overview`);
    const [training = '', orchestration = ''] = await Promise.all(
      statusUrls.slice(1).map((url) => ask(`${url}/metrics`)),
    );

    const north = 'environment="dev",region="north"';
    await expect
      .poll(
        async () =>
          valueOf(await ask(`${statusUrls[0]}/metrics`), `shelfcast_cycles_total{${north},outcome="succeeded"}`),
        { interval: 500 },
      )
      .toBe(2);
    const facts = await ask(`${statusUrls[0]}/metrics`);
    expect(valueOf(facts, 'shelfcast_registry_up')).toBe(1);
    expect(valueOf(facts, `shelfcast_forecast_rows{${north}}`)).toBe(24);
    expect(valueOf(facts, `shelfcast_realised_rows{${north},format="large",velocity="fast"}`)).toBeGreaterThan(0);
    for (const metric of ['mape', 'wape', 'bias', 'coverage']) {
      const labels = `${north},format="large",velocity="fast",metric="${metric}"`;
      expect(valueOf(facts, `shelfcast_realised_error_ratio{${labels}}`), metric).toEqual(expect.any(Number));
      expect(valueOf(facts, `shelfcast_promised_error_ratio{${labels}}`), metric).toEqual(expect.any(Number));
    }
    // A request is counted after its answer has been sent.
    await expect
      .poll(() => ask(`${statusUrls[0]}/metrics`), { interval: 200 })
      .toMatch(/^shelfcast_api_request_duration_seconds_count\{.*overview.*\} \d+$/m);

    expect(valueOf(training, 'shelfcast_worker_polling{environment="dev",queue="training"}')).toBe(1);
    expect(valueOf(training, 'shelfcast_jobs_total{job_name="score-region",outcome="succeeded"}')).toBe(2);
    expect(training).toMatch(
      /^shelfcast_job_processor_seconds_total\{job_name="train-member",environment="dev",region="north",format="large",velocity="fast"\} [\d.]+$/m,
    );
    expect(training).toMatch(/^temporal_activity_schedule_to_start_latency_seconds_bucket\{.*shelfcast-training/m);
    expect(orchestration).toMatch(
      /^shelfcast_step_duration_seconds_count\{.*step="commitCycle",outcome="succeeded"\} 2$/m,
    );
    // What the registry has is said once.
    expect(training + orchestration).not.toContain('shelfcast_forecast_rows');

    await expect
      .poll(() => cycleTraces(spans()).map(({ orphans }) => orphans.length), { interval: 500 })
      .toEqual([0, 0]);
    const traces = cycleTraces(spans());
    expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(2);
    for (const { spans: own, strays } of traces) {
      expect(strays).toEqual([]);
      const names = new Set(own.map(({ name }) => name));
      for (const name of [
        'UpdateWithStartWorkflow:requestCycle',
        'HandleUpdate:requestCycle',
        'StartChildWorkflow:regionCycle',
        'RunWorkflow:regionCycle',
        'RunActivity:scoreRegion',
        'RunJob:score-region',
      ]) {
        expect(names).toContain(name);
      }
      const job = own.find(({ name }) => name === 'RunJob:score-region');
      expect(own.find(({ spanId }) => spanId === job?.parentSpanId)?.name).toBe('RunActivity:scoreRegion');
      expect(job?.service).toBe('shelfcast-job');
    }
  });
});
