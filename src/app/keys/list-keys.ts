import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { accessKeySchema } from './key-schemas.ts';

/** The keys of the API: whose they are, what they allow, when they were used. */
export const listKeys = defineOperation({
  name: 'keys.list',
  role: 'admin',
  input: z.object({}),
  answer: z.array(accessKeySchema).readonly(),
  run: (app) => app.withRegistry((registry) => registry.accessKeys()),
});
