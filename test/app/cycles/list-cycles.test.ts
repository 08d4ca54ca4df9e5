import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { listCycles } from '../../../src/app/cycles/list-cycles.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;

beforeAll(async () => {
  database = await startTestRegistry();
  const resolved = { environments: { dev: {}, prod: {} }, regions: [{ name: 'north' }, { name: 'south' }] };
  app = testApp({ registry: database.registry, project: { resolved } as unknown as LoadedProject });
  for (const number of [1, 2, 3, 4, 5]) {
    const triggers = [{ id: `t${number}`, cause: 'request', requestedBy: 'ann' } as const];
    const region = number === 4 ? 'south' : 'north';
    await database.registry.openCycle(`cycle/dev/${region}/2025-10-06/${number}`, {
      ...{ environment: 'dev', region, cutoff: '2025-10-06', number, triggers },
    });
  }
});
afterAll(() => database.stop());

const numbersOf = ({ cycles }: { readonly cycles: readonly { readonly cycleId: string }[] }) =>
  cycles.map(({ cycleId }) => Number(cycleId.slice(-1)));

test('pages follow one another, and none is left out or repeated where a cycle starts in the meantime', async () => {
  const first = await performed(listCycles, app, { region: 'north', limit: 2 });
  expect(numbersOf(first)).toEqual([5, 3]);
  await database.registry.openCycle('cycle/dev/north/2025-10-13/6', {
    ...{ environment: 'dev', region: 'north', cutoff: '2025-10-13', number: 6, triggers: [] },
  });
  const second = await performed(listCycles, app, { region: 'north', limit: 2, page: first.nextPage! });
  expect(numbersOf(second)).toEqual([2, 1]);
  expect(second.nextPage).toBeUndefined();
});

test('without conditions all of them are there, on one page', async () => {
  const { cycles, nextPage } = await performed(listCycles, app, {});
  expect([cycles.length, nextPage]).toEqual([6, undefined]);
  expect((await performed(listCycles, app, { environment: 'prod' })).cycles).toEqual([]);
});

test.each([
  [{ environment: 'moon' }, 'the project has no environment "moon"; it has dev, prod'],
  [{ region: 'west' }, 'the project has no region "west"; it has north, south'],
  [{ page: 'two' }, 'no page is named "two"; the page before names it'],
  [{ since: 'monday' }, 'this cannot be asked: since: must be a date, YYYY-MM-DD, or a time in ISO 8601'],
])('%j is refused', async (input, message) => {
  expect(await refusalMessage(() => performed(listCycles, app, input))).toBe(`UsageError: ${message}`);
});
