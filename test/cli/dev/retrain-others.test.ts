import { expect, test } from 'vitest';
import { retrainOthers } from '../../../src/cli/dev/retrain-others.ts';
import type { Segment } from '../../../src/contracts/segment.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import type { RegionControllers } from '../../../src/ports/region-controllers.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { registeredModel } from '../../support/registered-models.ts';

const resolved = {
  ...{ environments: { dev: {}, prod: {} }, formats: ['large'] },
  regions: ['north', 'south', 'east'].map((name) => ({ name })),
};
const project = { resolved, codeVersion: 'c2' } as unknown as LoadedProject;

test('regions and environments that the start did not ask for a cycle are asked where their champions have other code', async () => {
  const { record } = registeredModel('m');
  const sent: (readonly [region: string, trigger: Trigger])[] = [];
  const requestCycle: RegionControllers['requestCycle'] = ({ environment, region }, trigger) => {
    sent.push([`${environment}/${region}`, trigger]);
    if (environment === 'prod') return Promise.reject(new Error('no answer'));
    return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
  };
  const champion = (environment: string, segment: Segment) => {
    if (segment.velocity === 'slow' || (environment === 'prod' && segment.region !== 'north')) return undefined;
    return { ...record, segment, codeVersion: segment.region === 'east' ? 'c2' : 'c1' };
  };
  const ports = {
    registry: { champion: (environment: string, segment: Segment) => Promise.resolve(champion(environment, segment)) },
    ...{ controllers: { requestCycle }, project },
  };
  const followed = [
    { environment: 'dev', region: 'north', triggerId: 't1' },
    // From an earlier start, which may have looked for causes with the code of then.
    { environment: 'dev', region: 'south', cycleId: 'cycle/dev/south/2025-10-06/1' },
  ];
  expect(await retrainOthers(ports, followed, 'ann')).toEqual([
    'dev: south: asked to retrain (large/fast trained with other code)',
    'prod: north: NOT ASKED: no answer',
  ]);
  expect(sent.map(([to]) => to)).toEqual(['dev/south', 'prod/north']);
  expect(sent[0]?.[1]).toMatchObject({ id: 'code/c2', cause: 'code', requestedBy: 'ann' });
});
