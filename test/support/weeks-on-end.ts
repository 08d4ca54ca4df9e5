import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegionCycleResult } from '../../src/contracts/cycle.ts';
import { controllerStatusQuery } from '../../src/contracts/messages.ts';
import { scheduleAttributes } from '../../src/contracts/search-attributes.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { LedgerEntry } from '../../src/contracts/trigger.ts';
import { addWeeks, weekContaining, type Week } from '../../src/contracts/week.ts';
import { regionControllerId } from '../../src/contracts/workflow-ids.ts';
import type { weeklyTick } from '../../src/workflows/index.ts';
import { startInstantStack, type InstantStack } from './instant-stack.ts';
import { startTimeSkippingServer } from './time-skipping.ts';
import { bundleWorkflows } from './workflow-bundle.ts';
import { instantAt } from './zoned-time.ts';

const hour = 3_600_000;
const day = 24 * hour;
const timeZone = 'America/Chicago';

/** Weeks that a region goes through on end, and what happens to it; indices count from the first week. */
export interface WeeksOnEnd {
  readonly weeks: number;
  /** The week whose shipments come two days late. */
  readonly lateWeek: number;
  /** Weeks in which the server is away; its Schedules catch up when it is back. */
  readonly outage: { readonly from: number; readonly weeks: number };
}

/**
 * Tests of a region's life on the time-skipping server. A year is a proof of its own (`npm run proof:year`); what runs with every
 * `npm test` is a season of it.
 */
export function weeksOnEnd(name: string, { weeks: nWeeks, lateWeek, outage }: WeeksOnEnd): void {
  const passesClockChanges = nWeeks >= 52;
  describe(name, () => {
    let server: TestWorkflowEnvironment;
    let stack: InstantStack;
    /** The Monday on which the year begins, more than a week from the server's now. */
    let first: Week;

    beforeAll(async () => {
      // Failures are part of a year.
      Runtime.install({
        logger: new DefaultLogger('ERROR', () => undefined),
        telemetryOptions: { logging: { filter: 'ERROR' } },
      });
      const [started, bundle] = await Promise.all([startTimeSkippingServer(), bundleWorkflows()]);
      server = started;
      stack = await startInstantStack({
        connection: server.nativeConnection,
        client: server.client,
        bundle,
        regions: ['north', 'silent', 'ceasing'],
        config: {
          dataChange: { quietPeriodSeconds: 600, longestWaitSeconds: 3600 },
          environments: { dev: { promotion: 'automatic' } },
        },
      });
      await stack.startWorkers();
      const today = new Date(await server.currentTimeMs()).toISOString().slice(0, 10);
      first = addWeeks(weekContaining(today, 'monday'), 2);
    });
    afterAll(async () => {
      await stack.close();
      await server.teardown();
    });

    const monday = (index: number): Week => addWeeks(first, index);
    const controllerOf = (region: string) => server.client.workflow.getHandle(regionControllerId('dev', region));
    const sleepUntil = async (instant: number): Promise<void> => {
      const ms = instant - (await server.currentTimeMs());
      if (ms > 0) await server.sleep(ms);
    };
    const nominal = (index: number): number => instantAt(monday(index), '06:00', timeZone).getTime();

    /** What the region's Schedule does for a nominal time, at that time or, catching up, later. */
    const tick = (region: string, index: number) =>
      server.client.workflow.start<typeof weeklyTick>('weeklyTick', {
        workflowId: `tick/dev/${region}-${monday(index)}`,
        taskQueue: taskQueues.orchestration,
        args: [{ environment: 'dev', region }],
        typedSearchAttributes: [{ key: scheduleAttributes.startTime, value: new Date(nominal(index)) }],
      });

    async function idle(region: string): Promise<void> {
      for (;;) {
        const { pending, running, doing } = await controllerOf(region).query(controllerStatusQuery);
        if (pending === 0 && running === undefined && doing === 'waits for a trigger') return;
        await server.sleep('20 seconds');
      }
    }
    const ledgerOf = (region: string) => stack.registry.triggers(regionControllerId('dev', region));
    /** From the registry: many clients that await results at once are more than the server's clock bears. */
    async function resultOf(cycleId: string | undefined): Promise<RegionCycleResult> {
      const result = await stack.registry.cycleResult(cycleId ?? '');
      if (!result) throw new Error(`cycle ${cycleId} has no result`);
      return result;
    }

    test(`${nWeeks} weeks: every week is run once it is there, through late data, an outage${passesClockChanges ? ' and daylight saving' : ''}`, async () => {
      for (let index = 0; index < nWeeks; index += 1) {
        await sleepUntil(nominal(index) - 4 * hour);
        // The shipments of the week that ended last night; once they come two days late.
        if (index !== lateWeek) stack.world.latest.set('north', monday(index - 1));
        await sleepUntil(nominal(index));
        const isBack = index === outage.from + outage.weeks - 1;
        if (index >= outage.from && !isBack && index < outage.from + outage.weeks) continue;
        // The server itself was away: its Schedules catch up with what they missed, all at once.
        if (isBack) {
          await sleepUntil(nominal(index) + day / 2);
          for (let missed = outage.from; missed < index; missed += 1) await tick('north', missed);
        }
        const ticked = await tick('north', index);
        expect(await ticked.result()).toMatchObject({ cause: 'timer', asOf: monday(index - 1), decision: 'queued' });
        await idle('north');
        if (index === lateWeek) {
          await sleepUntil(nominal(index) + 2 * day);
          stack.world.latest.set('north', monday(index - 1));
          const trigger = { id: 'late', cause: 'data', requestedBy: 'watch' } as const;
          await stack.controllers.dataChanged({ environment: 'dev', region: 'north' }, trigger);
          await server.sleep('11 minutes');
          await idle('north');
        }
      }

      const ledger = await ledgerOf('north');
      expect(ledger).toHaveLength(nWeeks + 1);
      expect(new Set(ledger.map(({ trigger }) => trigger.id)).size).toBe(nWeeks + 1);
      expect(ledger.every(({ state, failure }) => state === 'ran' && failure === undefined)).toBe(true);
      // The clock goes back and forth by an hour within the year, the local time of the ticks stays.
      const hours = new Set(ledger.flatMap(({ trigger }) => /T(\d\d):00/.exec(trigger.id)?.[1] ?? []));
      if (passesClockChanges) expect([...hours].sort()).toEqual(['11', '12']);

      const cutoffs = await Promise.all(ledger.map(async (entry) => (await resultOf(entry.cycleId)).cutoff));
      const weeks = Array.from({ length: nWeeks }, (_, index) => monday(index - 1));
      // In the week of the late data the tick could only look at the week before; the data itself then asked again.
      const expected = weeks.flatMap((week, index) => (index === lateWeek ? [monday(lateWeek - 2), week] : [week]));
      expect(cutoffs.sort()).toEqual(expected.sort());
      const late = ledger.find(({ trigger }) => trigger.id === 'late');
      expect((await resultOf(late?.cycleId)).segments[0]).toMatchObject({ outcome: 'promoted', causes: ['data'] });
      expect(cycleNumbers(ledger)).toEqual(Array.from({ length: nWeeks + 1 }, (_, index) => index + 1));
    });

    test('a region without data says so week after week, and lives on', async () => {
      for (let index = nWeeks; index < nWeeks + 3; index += 1) {
        await sleepUntil(nominal(index));
        await (await tick('silent', index)).result();
        await idle('silent');
      }
      const ledger = await ledgerOf('silent');
      expect(ledger.map(({ state, failure }) => [state, failure])).toEqual(
        Array.from({ length: 3 }, () => ['failed', 'region silent has no shipments']),
      );
      stack.world.latest.set('silent', monday(nWeeks + 1));
      await (await tick('silent', nWeeks + 3)).result();
      await idle('silent');
      expect((await ledgerOf('silent')).at(-1)).toMatchObject({ state: 'ran' });
    });

    test('a region whose data ceases is retrained when its champions are stale, though nothing asks', async () => {
      stack.world.latest.set('ceasing', monday(nWeeks + 3));
      await sleepUntil(nominal(nWeeks + 4));
      await (await tick('ceasing', nWeeks + 4)).result();
      await idle('ceasing');
      const champion = await stack.registry.champion('dev', { region: 'ceasing', format: 'large', velocity: 'fast' });
      const { staleAt } = await controllerOf('ceasing').query(controllerStatusQuery);
      expect(staleAt).toBe(new Date(Date.parse(monday(nWeeks + 3)) + 61 * day).toISOString());

      await sleepUntil(Date.parse(staleAt ?? '') - hour);
      expect(await ledgerOf('ceasing')).toHaveLength(1);
      await server.sleep('2 hours');
      await idle('ceasing');
      const entry = (await ledgerOf('ceasing')).at(-1);
      expect(entry?.trigger).toMatchObject({ cause: 'stale', asOf: staleAt?.slice(0, 10) });
      const [fast] = (await resultOf(entry?.cycleId)).segments;
      // The same data gives the same model; what it is stale for is a person to see.
      expect(fast).toMatchObject({ causes: ['stale'], champion: champion?.version });

      // Trained on data that old already, it is looked at again after another sixty days.
      await server.sleep('59 days');
      expect(await ledgerOf('ceasing')).toHaveLength(2);
      await server.sleep('2 days');
      await idle('ceasing');
      expect(await ledgerOf('ceasing')).toHaveLength(3);
    });
  });
}

function cycleNumbers(ledger: readonly LedgerEntry[]): number[] {
  return ledger.map(({ cycleId }) => Number(cycleId?.slice(cycleId.lastIndexOf('/') + 1))).sort((a, b) => a - b);
}
