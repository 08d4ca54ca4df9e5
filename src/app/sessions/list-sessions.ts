import { z } from 'zod';
import type { OpenSession } from '../../ports/sessions.ts';
import { defineOperation } from '../operation.ts';

const openSessionSchema: z.ZodType<OpenSession> = z.object({
  actor: z.string(),
  role: z.string(),
  environments: z.array(z.string()).readonly().exactOptional(),
  createdAt: z.string(),
  expiresAt: z.string(),
});

/** Who has signed in with a provider, what they may do, until when. */
export const listSessions = defineOperation({
  name: 'sessions.list',
  role: 'admin',
  input: z.object({}),
  answer: z.array(openSessionSchema).readonly(),
  run: (app) => app.withRegistry((registry) => registry.openSessions()),
});
