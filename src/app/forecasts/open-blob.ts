import { z } from 'zod';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { artifactRefSchema } from '../schemas.ts';

/** A published file by the SHA-256 of its bytes, at which the same bytes are always found. */
export const forecastBlob = defineOperation({
  name: 'forecasts.blob',
  role: 'reader',
  input: z.object({
    environment: z.string(),
    hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
  }),
  answer: z.object({ artifact: artifactRefSchema, name: z.string() }),
  async run(app, { environment, hash }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    const artifact = await app.withRegistry((registry) => registry.publishedFile(environment, hash));
    if (!artifact) throw refusal('unknown-blob', { environment, hash });
    return { artifact, name: `${hash.slice(0, 16)}.${artifact.extension}` };
  },
});
