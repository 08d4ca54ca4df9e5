import { ServiceError, type Client } from '@temporalio/client';
import { expect, test } from 'vitest';
import { createRegionControllers } from '../../../src/adapters/temporal/region-controllers.ts';
import { grpcCodes } from '../../../src/adapters/temporal/grpc-codes.ts';

const north = { environment: 'dev', region: 'north' };

/** What a server with this status code answers to a query: the SDK's own error around it. */
const unanswered = (code: number) => () => {
  const cause = Object.assign(new Error('an answer'), { code, details: '', metadata: {} });
  return Promise.reject(new ServiceError('Failed to query Workflow', { cause }));
};

/** The controllers of a server that answers queries like this, one after the other. */
function controllersBy(...answers: readonly (() => Promise<unknown>)[]) {
  const left = [...answers];
  const query = () => (left.shift() ?? unanswered(grpcCodes.deadlineExceeded))();
  const client = { workflow: { getHandle: () => ({ query }) } } as unknown as Client;
  return { controllers: createRegionControllers(() => client), left };
}

test('a controller whose workers restart, or are too busy to answer in time, is asked again', async () => {
  const timedOut = unanswered(grpcCodes.deadlineExceeded);
  const { controllers } = controllersBy(
    timedOut,
    () => Promise.resolve({ paused: false }),
    timedOut,
    () => Promise.resolve([]),
  );
  expect(await controllers.status(north)).toEqual({ paused: false });
  expect(await controllers.ledger(north)).toEqual([]);
});

test('a controller that never answers, and a server that refuses, are reported', async () => {
  await expect(controllersBy().controllers.status(north)).rejects.toThrow('Failed to query Workflow');
  const { controllers, left } = controllersBy(unanswered(grpcCodes.permissionDenied), () => Promise.resolve([]));
  await expect(controllers.ledger(north)).rejects.toThrow('Failed to query Workflow');
  expect(left).toHaveLength(1);
});

test('a controller that is started leads to the page of its region, where its address is known', async () => {
  const started: unknown[] = [];
  const executeUpdateWithStart = (_: unknown, options: { startWorkflowOperation: { options: object } }) => {
    started.push(options.startWorkflowOperation.options);
    return Promise.resolve('accepted');
  };
  const client = { workflow: { executeUpdateWithStart } } as unknown as Client;
  const trigger = { id: '1', cause: 'request', requestedBy: 'ann' } as const;
  const pages = 'https://shelfcast.example';
  await createRegionControllers(() => client, { pages }).requestCycle(north, trigger);
  await createRegionControllers(() => client).requestCycle(north, trigger);
  const page = `[north in Shelfcast](${pages}/environments/dev/regions/north)`;
  expect(started).toMatchObject([
    { args: [{ ...north, pages }], staticDetails: expect.stringContaining(`\n\n${page}`) as string },
    { args: [north], staticDetails: expect.not.stringContaining('http') as string },
  ]);
});
