import { ScheduleNotFoundError, type Client, type ScheduleClient, type ScheduleDescription } from '@temporalio/client';
import type { ScheduleChange, ScheduleFacts, WantedSchedule } from '../../contracts/schedules.ts';
import { inParallel } from '../../contracts/in-parallel.ts';
import { environmentOfSchedule } from '../../contracts/workflow-ids.ts';
import { NoProfileError } from '../../ports/environment-errors.ts';
import { ForeignScheduleError, type Schedules } from '../../ports/schedules.ts';
import { listNamespaces } from './namespaces.ts';
import { scheduleForm, type ScheduleForm } from './schedule-form.ts';
import { scheduleOptions, type ScheduleMark } from './schedule-options.ts';

const note = 'made from shelfcast.config.ts: change it there, then run "shelfcast schedules sync"; a pause is kept';

/** Calls to the server at a time: a thousand regions in a row would take minutes, at once they would overrun it. */
const callsAtATime = 10;

/** A change, and the call that carries it out. */
interface Step {
  readonly change: ScheduleChange;
  carryOut(): Promise<void>;
}

/**
 * The Schedules of a project on a Temporal server.
 *
 * @param clientOf the client of an environment, in its namespace
 */
export function createSchedules(project: string, clientOf: (environment: string) => Client): Schedules {
  const mark: ScheduleMark = { madeBy: 'shelfcast', project };

  /** Own Schedules that the server lists; its list may be seconds old, so each is looked at. */
  async function own(environment: string): Promise<readonly ScheduleDescription[]> {
    const client = clientOf(environment).schedule;
    const listed: string[] = [];
    for await (const { scheduleId } of client.list()) {
      // A namespace may have the name of one environment and be that of another.
      if (environmentOfSchedule(scheduleId) === environment) listed.push(scheduleId);
    }
    const described = await inParallel(callsAtATime, listed, (scheduleId) => describe(client, scheduleId));
    const found = described.flatMap((one) => (one && isOwn(one, mark) ? [one] : []));
    return found.sort((a, b) => (a.scheduleId < b.scheduleId ? -1 : 1));
  }

  async function stepFor(wanted: WantedSchedule): Promise<Step | undefined> {
    const { environment, scheduleId } = wanted;
    const client = clientOf(environment).schedule;
    const options = scheduleOptions(wanted);
    const form = scheduleForm(options);
    const described = await describe(client, scheduleId);
    if (!described) {
      const differences = Object.entries(form).map(([field, to]) => ({ field, to }));
      return {
        change: { action: 'create', environment, scheduleId, differences },
        carryOut: async () => {
          await client.create({ ...options, scheduleId, memo: { ...mark }, state: { note } });
        },
      };
    }
    if (!isOwn(described, mark)) {
      const madeFor = described.memo?.['madeBy'] === 'shelfcast' ? String(described.memo['project']) : undefined;
      throw new ForeignScheduleError({ environment, scheduleId, project, madeFor });
    }
    const differences = differencesOf(scheduleForm(described), form);
    if (differences.length === 0) return undefined;
    return {
      change: { action: 'update', environment, scheduleId, differences },
      carryOut: () => client.getHandle(scheduleId).update(({ state }) => ({ ...options, state })),
    };
  }

  return {
    async sync(environment, wanted, { dryRun }) {
      const needed = await inParallel(callsAtATime, wanted, stepFor);
      const steps = needed.filter((step) => step !== undefined);
      const kept = new Set(wanted.map(({ scheduleId }) => scheduleId));
      for (const { scheduleId } of await own(environment)) {
        if (kept.has(scheduleId)) continue;
        steps.push({
          change: { action: 'delete', environment, scheduleId, differences: [] },
          carryOut: () => remove(clientOf(environment).schedule, scheduleId),
        });
      }
      if (!dryRun) await inParallel(callsAtATime, steps, (step) => step.carryOut());
      return steps.map(({ change }) => change);
    },

    list: async (environment) => (await own(environment)).map((described) => factsOf(environment, described)),

    environments: async () => {
      try {
        return await listNamespaces(clientOf('default').workflowService);
      } catch (error) {
        // Where every environment has a server of its own, there is none to ask for environments that are gone.
        if (error instanceof NoProfileError) return [];
        throw error;
      }
    },
  };
}

async function describe(client: ScheduleClient, scheduleId: string): Promise<ScheduleDescription | undefined> {
  try {
    return await client.getHandle(scheduleId).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

async function remove(client: ScheduleClient, scheduleId: string): Promise<void> {
  try {
    await client.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function isOwn({ memo }: ScheduleDescription, mark: ScheduleMark): boolean {
  return memo?.['madeBy'] === mark.madeBy && memo['project'] === mark.project;
}

function differencesOf(before: ScheduleForm, after: ScheduleForm): ScheduleChange['differences'] {
  return Object.entries(after).flatMap(([field, to]) => {
    const from = before[field] ?? '';
    return from === to ? [] : [{ field, from, to }];
  });
}

function factsOf(environment: string, { scheduleId, spec, state, info }: ScheduleDescription): ScheduleFacts {
  const last = info.recentActions.at(-1);
  const comment = spec.calendars?.[0]?.comment;
  const every = spec.intervals?.[0]?.every;
  return {
    environment,
    scheduleId,
    timeZone: spec.timezone ?? 'UTC',
    when: comment ?? (every === undefined ? '' : `every ${every / 1000} s`),
    paused: state.paused,
    ...(state.note === undefined || state.note === '' ? {} : { note: state.note }),
    next: info.nextActionTimes.map((time) => time.toISOString()),
    ...(last ? { last: { at: last.scheduledAt.toISOString(), workflowId: last.action.workflow.workflowId } } : {}),
  };
}
