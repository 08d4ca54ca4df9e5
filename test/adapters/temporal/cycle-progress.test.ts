import { ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createCycleProgress } from '../../../src/adapters/temporal/cycle-progress.ts';
import { searchAttributes } from '../../../src/contracts/search-attributes.ts';

/** The stage of a cycle that Temporal describes like this. */
function stageBy(describe: () => Promise<unknown>) {
  const client = { workflow: { getHandle: () => ({ describe }) } } as unknown as Client;
  return createCycleProgress(() => client).stage('dev', 'cycle/dev/north/1');
}

const described = (status: string) => () =>
  Promise.resolve({
    status: { name: status },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributes.stage, value: 'train' }]),
  });

test('the stage of a cycle that runs is what Temporal lists it under', async () => {
  expect(await stageBy(described('RUNNING'))).toBe('train');
  expect(await stageBy(described('COMPLETED'))).toBeUndefined();
});

test('a cycle that Temporal does not know yet has no stage; other errors are not swallowed', async () => {
  expect(await stageBy(() => Promise.reject(new WorkflowNotFoundError('gone', 'cycle/dev/north/1', undefined)))).toBe(
    undefined,
  );
  await expect(stageBy(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

/** A server's answer with a status of gRPC. */
const answered = (code: number) => Object.assign(new Error('an answer'), { code, details: '', metadata: {} });

test('a server that is away for a moment is asked again; one that refuses the client is not', async () => {
  expect(await stageBy(() => Promise.reject(answered(14)))).toBeUndefined();
  await expect(stageBy(() => Promise.reject(answered(7)))).rejects.toThrow('an answer');
  const wrapped = new ServiceError('failed to describe', { cause: answered(16) });
  await expect(stageBy(() => Promise.reject(wrapped))).rejects.toThrow('failed to describe');
});
