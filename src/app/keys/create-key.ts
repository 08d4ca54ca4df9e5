import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation, roles } from '../operation.ts';
import { keyHash, newKey } from './key-hash.ts';
import { accessKeySchema } from './key-schemas.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Makes a key of the API. The key is in this answer alone: the registry keeps its hash. */
export const createKey = defineOperation({
  name: 'keys.create',
  role: 'admin',
  input: z.object({
    /** Who or what is to use it: the actor in the audit trail. */
    name: z.string().min(1).max(200),
    role: z.enum(roles),
    /** Default: every environment. */
    environments: z.array(z.string()).min(1).readonly().exactOptional(),
    /** Days until it expires. Default 90. */
    days: z.number().positive().max(3650).exactOptional(),
  }),
  answer: z.object({ key: z.string(), details: accessKeySchema }),
  async run(app, { name, role, environments, days = 90 }) {
    const known = Object.keys(app.project.resolved.environments);
    for (const environment of environments ?? []) checkEnvironment(environment, known);
    const key = newKey();
    const details = await app.withRegistry((registry) =>
      registry.createAccessKey({
        ...{ id: randomUUID().slice(0, 8), name, role, hash: keyHash(key), createdBy: app.actor },
        ...(environments ? { environments } : {}),
        expiresAt: new Date(Date.now() + days * dayMs).toISOString(),
      }),
    );
    return { key, details };
  },
});
