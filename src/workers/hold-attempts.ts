import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { HeldAttempts } from '../composition/lost-attempts.ts';

/**
 * Notes every attempt of an activity for as long as it runs, so that a killed worker's next one can give it back. A local activity is part of a
 * task of its workflow, which the server gives to another worker.
 */
export function holdAttempts(held: HeldAttempts, server: string): ActivityInterceptorsFactory {
  return ({ info: { base64TaskToken: token, namespace, isLocal } }) => ({
    inbound: {
      execute: async (input, next) => {
        if (isLocal) return next(input);
        const release = held.hold({ server, namespace, token });
        try {
          return await next(input);
        } finally {
          release();
        }
      },
    },
  });
}
