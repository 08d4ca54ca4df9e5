import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { codeTrigger, retrainRegions } from '../../../src/app/deployment/retrain-regions.ts';
import { setCurrentBuild } from '../../../src/app/deployment/set-current-build.ts';
import type { RequestDecision } from '../../../src/contracts/messages.ts';
import { refusalTypes } from '../../../src/contracts/refusal-types.ts';
import type { Segment } from '../../../src/contracts/segment.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { RequestRefusedError, type RegionControllers } from '../../../src/ports/region-controllers.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

/** `north` and `south` have champions of code `c1`, `east` one of `c2`, `west` has none. */
const regions = ['north', 'south', 'east', 'west'];
const resolved = {
  ...{ environments: { dev: {}, prod: {} }, formats: ['large'] },
  regions: regions.map((name) => ({ name })),
};
const project = { resolved, codeVersion: 'c2' } as unknown as LoadedProject;
const addresses = regions.map((region) => ({ environment: 'dev', region }));

let database: TestRegistry;
let sent: (readonly [region: string, trigger: Trigger])[];
const controllers: Pick<RegionControllers, 'requestCycle'> = {
  requestCycle: ({ region }, trigger) => {
    const isKnown = sent.some(([to, { id }]) => to === region && id === trigger.id);
    sent.push([region, trigger]);
    return Promise.resolve<RequestDecision>({ triggerId: trigger.id, decision: isKnown ? 'duplicate' : 'queued' });
  },
};

beforeAll(async () => {
  database = await startTestRegistry();
  const { record } = registeredModel('m');
  await database.registry.recordDataset({
    ...{ version: record.datasetVersion, region: 'north', cutoff: record.trainingCutoff },
    ...{ manifest: record.ensemble, rows: 1, qualityProfile: {}, files: [] },
  });
  const champion = async (version: string, segment: Segment, codeVersion: string) => {
    await database.registry.recordModel('dev', { ...record, version, segment, codeVersion });
    const change = { environment: 'dev', segment, version, actor: 'gate', facts: {} };
    await database.registry.promote(change);
  };
  await champion('n1', { region: 'north', format: 'large', velocity: 'fast' }, 'c1');
  await champion('n2', { region: 'north', format: 'large', velocity: 'slow' }, 'c2');
  await champion('s1', { region: 'south', format: 'large', velocity: 'fast' }, 'c1');
  await champion('s2', { region: 'south', format: 'large', velocity: 'slow' }, 'c1');
  await champion('e1', { region: 'east', format: 'large', velocity: 'fast' }, 'c2');
});
afterAll(() => database.stop());
beforeEach(() => {
  sent = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const trigger = codeTrigger('c2', { requestedBy: 'ann', reason: 'build b3 is current' });
const retrained = (over: Partial<RegionControllers> = {}) =>
  retrainRegions(
    { registry: database.registry, controllers: { ...controllers, ...over }, project },
    addresses,
    trigger,
  );

test('a region with a champion of other code gets one trigger; a second build of the same code sends the same one', async () => {
  const app = testApp({
    ...{ project, registry: database.registry, ownBuildId: () => Promise.resolve('b3') },
    orchestration: { controllers, deployments: { setCurrent: () => Promise.resolve() } },
  });
  const answer = (decision: string) => ({
    ...{ environment: 'dev', buildId: 'b3' },
    retraining: {
      ...{ state: 'compared', codeVersion: 'c2', triggerId: 'code/c2' },
      regions: [
        { environment: 'dev', region: 'north', outcome: decision, segments: ['large/fast'] },
        { environment: 'dev', region: 'south', outcome: decision, segments: ['large/fast', 'large/slow'] },
        { environment: 'dev', region: 'east', outcome: 'same-code', segments: [] },
        { environment: 'dev', region: 'west', outcome: 'no-champion', segments: [] },
      ],
    },
  });
  expect(await performed(setCurrentBuild, app, { environment: 'dev' })).toEqual(answer('queued'));
  expect(await performed(setCurrentBuild, app, { environment: 'dev', buildId: 'b3' })).toEqual(answer('duplicate'));
  const expected = { id: 'code/c2', cause: 'code', requestedBy: 'ann', reason: 'build b3 is current' };
  expect(sent.slice(0, 2)).toEqual(
    expect.arrayContaining([
      ['north', expected],
      ['south', expected],
    ]),
  );
});

test('champions of another environment do not count', async () => {
  const prod = regions.map((region) => ({ environment: 'prod', region }));
  const outcomes = await retrainRegions({ registry: database.registry, controllers, project }, prod, trigger);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(regions.map(() => 'no-champion'));
  expect(sent).toEqual([]);
});

test('a controller that refuses is named with its reason; the other regions are asked', async () => {
  const requestCycle: RegionControllers['requestCycle'] = (address, one) =>
    address.region === 'north'
      ? Promise.reject(new RequestRefusedError({ ...address, type: refusalTypes.ledgerFull, reason: 'too many wait' }))
      : controllers.requestCycle(address, one);
  const [north, south] = await retrained({ requestCycle });
  expect(north).toEqual({
    ...{ environment: 'dev', region: 'north', outcome: 'failed', segments: ['large/fast'], failure: 'too many wait' },
  });
  expect(south).toMatchObject({ region: 'south', outcome: 'queued' });
});

test('a controller that does not answer is given up', async () => {
  const { record } = registeredModel('m');
  vi.useFakeTimers();
  const registry = { champion: (_of: string, segment: Segment) => Promise.resolve({ ...record, segment }) };
  const requestCycle: RegionControllers['requestCycle'] = (address, one) =>
    address.region === 'north' ? new Promise(() => undefined) : controllers.requestCycle(address, one);
  const all = retrainRegions({ registry, controllers: { requestCycle }, project }, addresses, trigger);
  await vi.advanceTimersByTimeAsync(30_000);
  const [north, south] = await all;
  const failure = 'its controller has not answered within 30 seconds';
  expect(north).toMatchObject({ region: 'north', outcome: 'failed', failure });
  expect(south).toMatchObject({ region: 'south', outcome: 'queued' });
});
