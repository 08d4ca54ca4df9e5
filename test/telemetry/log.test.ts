import { context, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { temporalLogger } from '../../src/workers/log.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

function lines(act: (log: ReturnType<typeof createLog>) => void): readonly Record<string, unknown>[] {
  const written: string[] = [];
  act(createLog('info', 'worker', { write: (line) => void written.push(line) }));
  return written.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line belongs to the trace it was written in', () => {
  const traceId = 'a'.repeat(32);
  const span = trace.wrapSpanContext({ traceId, spanId: 'b'.repeat(16), traceFlags: TraceFlags.SAMPLED });
  const [inside, outside] = lines((log) => {
    context.with(trace.setSpan(context.active(), span), () => log.info('inside'));
    log.info('outside');
  });
  expect(inside).toMatchObject({ name: 'worker', msg: 'inside', trace_id: traceId, span_id: 'b'.repeat(16) });
  expect(outside).not.toHaveProperty('trace_id');
});

test("the SDK's lines have environment, region and segment of their workflow", () => {
  const [line] = lines((log) => {
    temporalLogger(log).warn('a segment could not be refreshed', {
      workflowId: 'train/cycle/dev/north/2026-11-09/3/north/large/fast',
      runId: 'r1',
      trace_id: 'c'.repeat(32),
      error: new Error('disk full'),
    });
  });
  expect(line).toMatchObject({
    ...{ level: 40, msg: 'a segment could not be refreshed', runId: 'r1', trace_id: 'c'.repeat(32) },
    ...{ environment: 'dev', region: 'north', segment: 'large/fast' },
    err: { message: 'disk full' },
  });
});

test('planted secrets are in no line, wherever they come from', () => {
  vi.stubEnv('SHELFCAST_REGISTRY_URL', 'postgres://shelfcast:planted-1@db/shelfcast');
  vi.stubEnv('TEMPORAL_API_KEY', 'planted-key-2');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'planted/"secret"/3');
  const { SHELFCAST_REGISTRY_URL: url, TEMPORAL_API_KEY: key, AWS_SECRET_ACCESS_KEY: s3 } = process.env;
  const written: string[] = [];
  const log = createLog('info', 'worker', { write: (line) => void written.push(line) });
  log.error({ err: new Error(`cannot connect to ${url}`) }, 'the worker cannot continue');
  log.warn({ options: { apiKey: key, address: 'x:7233' } }, `refused: ${key}`);
  temporalLogger(log).error('upload failed', { error: new Error(`SignatureDoesNotMatch ${s3}`) });
  vi.unstubAllEnvs();
  expect(written).toHaveLength(3);
  for (const line of written) {
    expect(line).not.toContain('planted');
    JSON.parse(line);
  }
  expect(written[0]).toContain('postgres://…@db/shelfcast');
});
