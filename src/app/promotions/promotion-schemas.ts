import { z } from 'zod';
import type { AdoptionOutcome } from '../../contracts/adoption.ts';
import type { PromotionOutcome } from '../../contracts/promotion.ts';
import type { WaitingPromotion } from '../../ports/promotions.ts';
import { challengerSchema } from '../schemas.ts';

const outcomeShape = {
  decision: z.enum(['passed', 'promoted', 'rejected', 'expired', 'superseded']),
  by: z.string(),
  reason: z.string(),
} satisfies Record<keyof PromotionOutcome, z.ZodType>;

export const waitingPromotionSchema: z.ZodType<WaitingPromotion> = z.object({
  environment: z.string(),
  promotion: z.string(),
  run: z.string(),
  since: z.string(),
  challenger: challengerSchema,
  champion: z.string().exactOptional(),
  state: z.enum(['gate', 'waiting', 'passed', 'promoted', 'rejected', 'expired', 'superseded']),
  expiresAt: z.string().exactOptional(),
  reminders: z.number(),
  adoption: z.object({ from: z.string(), by: z.string(), reason: z.string() }).exactOptional(),
  outcome: z.object(outcomeShape).exactOptional(),
});

/** How a person's word on a challenger ended its promotion. */
export const decidedSchema = z.object({ promotion: z.string(), version: z.string(), ...outcomeShape });

export const adoptionOutcomeSchema: z.ZodType<AdoptionOutcome> = z.object({
  decision: z.enum(['promoted', 'rejected', 'awaiting-approval', 'judged']),
  reason: z.string(),
  from: z.string(),
  to: z.string(),
  policy: z.enum(['automatic', 'manual']),
  challenger: challengerSchema,
  champion: z.string().exactOptional(),
  dataset: z.object({ version: z.string(), cutoff: z.string() }),
  promotion: z.string().exactOptional(),
  triggerId: z.string().exactOptional(),
});
