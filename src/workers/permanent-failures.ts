import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { refusedFailure } from '../activities/to-failure.ts';
import { errorKindOf } from '../contracts/error-kinds.ts';
import { factsOf } from '../processes/error-facts.ts';

/**
 * Ends the attempts of an activity at an error that no retry helps, by the table of `contracts/error-kinds.ts`, also where the activity threw
 * it itself. Errors of jobs have become failures by then (`activities/to-failure.ts`); failures pass as they are.
 */
export const permanentFailures: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute: async (input, next) => {
      try {
        return await next(input);
      } catch (error) {
        const isPermanent = error instanceof Error && errorKindOf(error.name).retry === 'never';
        throw isPermanent ? refusedFailure(error, factsOf(error)) : error;
      }
    },
  },
});
