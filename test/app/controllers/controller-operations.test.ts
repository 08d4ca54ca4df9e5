import { beforeEach, expect, test } from 'vitest';
import type { App, OperationStep } from '../../../src/app/app.ts';
import { cancelCycle } from '../../../src/app/controllers/cancel-cycle.ts';
import { controllerLedger } from '../../../src/app/controllers/controller-ledger.ts';
import { controllersStatus } from '../../../src/app/controllers/controllers-status.ts';
import { pauseRegions } from '../../../src/app/controllers/pause-regions.ts';
import { reportDataChange } from '../../../src/app/controllers/report-data-change.ts';
import { requestCycles } from '../../../src/app/controllers/request-cycles.ts';
import { resumeRegions } from '../../../src/app/controllers/resume-regions.ts';
import type { ControllerStatus } from '../../../src/contracts/messages.ts';
import { refusalTypes } from '../../../src/contracts/refusal-types.ts';
import type { LedgerEntry, Trigger } from '../../../src/contracts/trigger.ts';
import type { AuditEntry } from '../../../src/ports/audit-trail.ts';
import type { CycleProgress } from '../../../src/ports/cycle-progress.ts';
import { RequestRefusedError, type RegionControllers } from '../../../src/ports/region-controllers.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const environment = 'dev';
const north: ControllerStatus = {
  ...{ environment, region: 'north', pending: 1, paused: true, pausedBy: 'ann: stocktaking', doing: 'is paused' },
  ...{ running: 'cycle/dev/north/1', cycles: 3, staleAt: '2026-01-05T00:00:00.000Z' },
  lastCycle: { cycleId: 'cycle/dev/north/0', cutoff: '2025-12-29', state: 'degraded', failedSegments: ['large/fast'] },
};
const entry: LedgerEntry = {
  trigger: { id: 't1', cause: 'request', requestedBy: 'ann', cutoff: '2025-12-29', retrain: ['large/fast'] },
  ...{ acceptedAt: '2026-01-05T00:00:00.000Z', state: 'ran', cycleId: 'cycle/dev/north/1' },
};
const refusing = (region: string, type: string, reason: string) =>
  Promise.reject(new RequestRefusedError({ region, type, reason }));

let app: App;
let triggers: Trigger[];
let steps: OperationStep[];
let messages: unknown[];
let audited: AuditEntry[];

/** Controllers of which only that of `north` has ever been asked for a cycle. */
const controllers: RegionControllers = {
  status: ({ region }) => Promise.resolve(region === 'north' ? north : undefined),
  ledger: ({ region }) => Promise.resolve(region === 'north' ? [entry] : undefined),
  pause: (_address, request) => {
    messages.push(request);
    return Promise.resolve(north);
  },
  resume: (_address, request) => {
    messages.push(request);
    return Promise.resolve({ ...north, paused: false });
  },
  cancelCycle: ({ region }, request) => {
    messages.push(request);
    if (region === 'north') return Promise.resolve({ cycleId: 'cycle/dev/north/1' });
    return refusing(region, refusalTypes.noController, 'has no controller yet: it has never been asked for a cycle');
  },
  rollback: () => Promise.reject(new Error('not asked for here')),
  requestCycle: ({ region }, trigger) => {
    triggers.push(trigger);
    if (!trigger.onlyFailed) return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
    return region === 'north'
      ? refusing(region, refusalTypes.nothingFailed, 'nothing failed')
      : refusing(region, refusalTypes.ledgerFull, 'too many triggers wait');
  },
  dataChanged: (_address, trigger) => {
    triggers.push(trigger);
    return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
  },
};

const progress: Partial<CycleProgress> = {
  stage: (of, cycleId) => Promise.resolve(of === environment && cycleId === north.running ? 'train' : undefined),
};

beforeEach(() => {
  [triggers, steps, messages, audited] = [[], [], [], []];
  const resolved = { environments: { dev: {}, prod: {} }, regions: [{ name: 'north' }, { name: 'south' }] };
  app = testApp({
    ...{ orchestration: { controllers, progress }, project: { resolved } as unknown as LoadedProject },
    onStep: (step) => steps.push(step),
    registry: {
      appendAudit: (one: AuditEntry) => {
        audited.push(one);
        return Promise.resolve({ sequence: audited.length, hash: 'a'.repeat(64) });
      },
    } as unknown as Registry,
  });
});

test('a status has the stage of the running cycle; a region that was never asked for one has a status too, and no triggers', async () => {
  const statuses = await performed(controllersStatus, app, { environment });
  expect(statuses.map(({ region, doing, stage }) => `${region} ${doing}, ${stage}`)).toEqual([
    'north is paused, train',
    'south has never been asked for a cycle, undefined',
  ]);
  expect(await performed(controllerLedger, app, { environment, region: 'north' })).toEqual([entry]);
  expect(await performed(controllerLedger, app, { environment, region: 'south' })).toEqual([]);
});

test('regions are paused and resumed in the name of who asks', async () => {
  const regions = ['north'];
  await performed(pauseRegions, app, { environment, regions, reason: 'stocktaking' });
  const [resumed] = await performed(resumeRegions, app, { environment, regions });
  expect(resumed?.paused).toBe(false);
  expect(messages).toEqual([{ by: 'ann', reason: 'stocktaking' }, { by: 'ann' }]);
});

test('a cycle is cancelled; the refusal of a controller comes with its reason', async () => {
  const cancel = (region: string) => performed(cancelCycle, app, { environment, region, reason: 'wrong prices' });
  expect(await cancel('north')).toEqual({ cycleId: 'cycle/dev/north/1' });
  const record = { actor: 'ann', action: 'cancel-cycle', subject: 'dev/north' };
  expect(audited).toEqual([{ ...record, facts: { cycleId: 'cycle/dev/north/1', reason: 'wrong prices' } }]);
  await expect(cancel('south')).rejects.toMatchObject({ kind: 'refused', facts: { type: 'NoController' } });
  expect(await refusalMessage(() => cancel('south'))).toBe(
    'RequestRefusedError: south: has no controller yet: it has never been asked for a cycle',
  );
  expect(await refusalMessage(() => cancel('west'))).toBe(
    'UsageError: the project has no region "west"; it has north, south',
  );
  expect(audited).toHaveLength(1);
});

test('every region is asked with the same trigger, and each answer shows at once', async () => {
  const { triggerId, regions } = await performed(requestCycles, app, { environment, retrain: ['large/fast'] });
  expect(regions).toEqual([
    { region: 'north', decision: 'queued' },
    { region: 'south', decision: 'queued' },
  ]);
  const trigger = { id: triggerId, cause: 'request', requestedBy: 'ann', retrain: ['large/fast'] };
  expect(triggers).toEqual([trigger, trigger]);
  expect(steps[0]).toEqual({ step: 'cycle-requested', region: 'north', decision: 'queued', triggerId });
});

test('where nothing failed there is nothing to redo; any other refusal is one', async () => {
  const redo = (region: string) => performed(requestCycles, app, { environment, regions: [region], onlyFailed: true });
  expect((await redo('north')).regions).toEqual([{ region: 'north', decision: 'nothing-failed' }]);
  await expect(redo('south')).rejects.toMatchObject({ code: 'controller-refused', facts: { type: 'LedgerFull' } });
});

test('a change of data is reported under its name; one that no controller would take is refused', async () => {
  const reported = await performed(reportDataChange, app, { environment, regions: ['south'], id: 'upload-7' });
  expect(reported).toEqual({ environment, regions: ['south'], triggerId: 'upload-7' });
  expect(triggers).toEqual([{ id: 'upload-7', cause: 'data', requestedBy: 'ann' }]);
  expect(steps).toEqual([{ step: 'change-delivered', region: 'south', triggerId: 'upload-7' }]);
  expect(await refusalMessage(() => performed(reportDataChange, app, { environment, id: '' }))).toMatch(
    /^UsageError: this cannot be sent: id: /,
  );
});
