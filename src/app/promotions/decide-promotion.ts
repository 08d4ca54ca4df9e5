import { z } from 'zod';
import type { Segment } from '../../contracts/segment.ts';
import { DecisionRefusedError } from '../../ports/promotions.ts';
import type { App } from '../app.ts';
import { checkEnvironment } from '../of-project.ts';
import { decisionRefusal } from './decision-refusal.ts';
import type { decidedSchema } from './promotion-schemas.ts';
import { selectPromotion } from './select-promotion.ts';

/** A person's word on a challenger. */
export const wordShape = {
  environment: z.string(),
  /** The beginning of its version, or its segment, `region/format/velocity`. */
  challenger: z.string(),
  reason: z.string(),
};
type Word = z.infer<z.ZodObject<typeof wordShape>>;

/** Hands a person's word to the promotion that waits for it. Throws `Refusal` where none does, or where it is refused. */
export async function decidePromotion(
  app: App,
  word: 'approve' | 'reject',
  { environment, challenger: wanted, reason }: Word,
): Promise<z.infer<typeof decidedSchema>> {
  checkEnvironment(environment, Object.keys(app.project.resolved.environments));
  const waiting = await app.withRegistry((registry) => selectPromotion(registry, environment, wanted));
  const { promotion, run, version, segment } = waiting;
  const outcome = await app.withOrchestration(({ promotions }) =>
    decisionOf(promotions.decide({ environment, promotion, run }, word, { by: app.actor, reason }), segment),
  );
  return { promotion, version, ...outcome };
}

/** Turns a refused decision into a `Refusal`. @param segment of the challenger that waits */
export async function decisionOf<Outcome>(deciding: Promise<Outcome>, segment?: Segment): Promise<Outcome> {
  try {
    return await deciding;
  } catch (error) {
    if (!(error instanceof DecisionRefusedError)) throw error;
    throw decisionRefusal(error.message, error.facts, error, segment);
  }
}
