import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** Ends every session of somebody at once, where their account was closed or their groups have changed. */
export const endSessions = defineOperation({
  name: 'sessions.end',
  role: 'admin',
  input: z.object({
    /** As the audit trail names them. */
    actor: z.string(),
  }),
  answer: z.object({
    actor: z.string(),
    /** How many there were. */
    ended: z.int(),
  }),
  async run(app, { actor }) {
    const ended = await app.withRegistry((registry) => registry.endSessionsOf(actor, app.actor));
    return { actor, ended };
  },
});
