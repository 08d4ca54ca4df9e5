import { expect, test } from 'vitest';
import { explainedPort } from '../../src/composition/explained-ports.ts';

const port = {
  status: ({ environment }: { environment: string; region: string }) => Promise.reject(new Error(environment)),
  adopt: ({ to }: { from: string; to: string }) => Promise.reject(new Error(to)),
  list: (environment: string): readonly string[] => {
    throw new Error(environment);
  },
  async *sample(environment: string) {
    yield await Promise.resolve(`one of ${environment}`);
    throw new Error(environment);
  },
  environments: () => Promise.reject(new Error('all')),
  answer: (environment: string) => Promise.resolve(`${environment} answers`),
};
const explained = explainedPort(
  port,
  (error, environment) => new Error(`${(error as Error).message} explained, in ${environment}`),
);

test('what a method fails with is explained, with the environment that it is about', async () => {
  await expect(explained.status({ environment: 'dev', region: 'north' })).rejects.toThrow('dev explained, in dev');
  await expect(explained.adopt({ from: 'dev', to: 'prod' })).rejects.toThrow('prod explained, in prod');
  expect(() => explained.list('dev')).toThrow('dev explained, in dev');
  await expect(explained.environments()).rejects.toThrow('all explained, in undefined');
});

test('so is what a list fails with after its first items', async () => {
  const seen: string[] = [];
  const read = async () => {
    for await (const one of explained.sample('dev')) seen.push(one);
  };
  await expect(read()).rejects.toThrow('dev explained, in dev');
  expect(seen).toEqual(['one of dev']);
});

test('answers stay as they are', async () => {
  expect(await explained.answer('dev')).toBe('dev answers');
});
