import { z } from 'zod';

/** What a model lacks that a release needs, in the order in which it is looked for. */
const releaseFaultKinds = ['no-approval', 'no-source-files', 'no-cause', 'no-files'] as const;

const releaseFaultSchema = z.object({
  fault: z.enum(releaseFaultKinds),
  /** For people. */
  detail: z.string(),
});
export type ReleaseFault = z.infer<typeof releaseFaultSchema>;

const checkedModelSchema = z.object({
  environment: z.string(),
  /** `region/format/velocity` */
  segment: z.string(),
  version: z.string(),
  /** It scores, or it waits for a person and would. */
  standing: z.enum(['champion', 'waiting']),
  faults: z.array(releaseFaultSchema).readonly(),
});
export type CheckedModel = z.infer<typeof checkedModelSchema>;

/** Whether what scores, or is about to, may be released. */
export const policyCheckSchema = z.object({
  environments: z.array(z.string()).readonly(),
  /** Whether no model has a fault. */
  passed: z.boolean(),
  models: z.array(checkedModelSchema).readonly(),
});
export type PolicyCheck = z.infer<typeof policyCheckSchema>;
