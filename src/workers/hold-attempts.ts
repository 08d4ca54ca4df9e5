import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { HeldAttempts } from '../composition/lost-attempts.ts';

/** Notes every attempt of an activity for as long as it runs, so that a killed worker's next one can give it back. */
export function holdAttempts(held: HeldAttempts, server: string): ActivityInterceptorsFactory {
  return ({ info: { base64TaskToken: token, namespace } }) => ({
    inbound: {
      execute: async (input, next) => {
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
