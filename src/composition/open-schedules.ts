import type { Client } from '@temporalio/client';
import { createSchedules } from '../adapters/temporal/schedules.ts';
import type { Schedules } from '../ports/schedules.ts';
import { NoProfileError } from './source-errors.ts';

/** The Schedules of a project. `clientOf` gives the client of an environment. */
export function openSchedules(project: string, clientOf: (environment: string) => Client): Schedules {
  const schedules = createSchedules(project, clientOf);
  return {
    ...schedules,
    environments: async () => {
      try {
        return await schedules.environments();
      } catch (error) {
        // Where every environment has a server of its own, there is none to ask for environments that are gone.
        if (error instanceof NoProfileError) return [];
        throw error;
      }
    },
  };
}
