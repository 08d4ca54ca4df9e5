import { z } from 'zod';

const refusedFactsSchema = z.object({
  /** Why: a stable code, such as `unknown-version` or `retired`. */
  refusal: z.string(),
  /** The model version that was to be decided on. */
  version: z.string().nullish(),
  /** Where it cannot be done. */
  environment: z.string().nullish(),
  /** Environments that have the version, where the one named has not. */
  elsewhere: z.array(z.string()).optional(),
});

/** What the failure of a refused decision carries in its details: each edge words the way out. */
export type RefusedFacts = z.infer<typeof refusedFactsSchema>;

/** The facts in the details of a failure; `undefined` where it has none. */
export function refusedFactsIn(details: readonly unknown[] | null | undefined): RefusedFacts | undefined {
  return refusedFactsSchema.safeParse(details?.[0]).data;
}
