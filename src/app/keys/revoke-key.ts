import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { accessKeySchema } from './key-schemas.ts';

/** Takes a key of the API out of use, for good and at once. */
export const revokeKey = defineOperation({
  name: 'keys.revoke',
  role: 'admin',
  input: z.object({ id: z.string() }),
  answer: accessKeySchema,
  async run(app, { id }) {
    const revoked = await app.withRegistry((registry) => registry.revokeAccessKey(id, app.actor));
    if (!revoked) throw refusal('unknown-key', { id });
    return revoked;
  },
});
