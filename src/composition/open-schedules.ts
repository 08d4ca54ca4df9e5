import type { Client } from '@temporalio/client';
import { createSchedules } from '../adapters/temporal/schedules.ts';
import type { Schedules } from '../ports/schedules.ts';

/** The Schedules of a project. `clientOf` gives the client of an environment. */
export function openSchedules(project: string, clientOf: (environment: string) => Client): Schedules {
  return createSchedules(project, clientOf);
}
