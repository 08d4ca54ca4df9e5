import { ApplicationFailure } from '@temporalio/common';
import type { JudgedAdoption } from '../contracts/adoption.ts';
import { failureTypes } from '../contracts/failures.ts';
import type { PromotionRef } from '../contracts/promotion.ts';
import type { CyclePorts } from './ports.ts';
import { promotionDecision } from './promotion-decision.ts';

/** Enters a version of another environment as a challenger of this one: who brought it from where and why, and what the gate said. */
export async function adoptModel(
  { registry }: CyclePorts,
  { ref, champion }: { ref: PromotionRef; champion?: JudgedAdoption['champion'] },
): Promise<void> {
  const { environment, challenger, adoption } = ref;
  const { version, gate } = challenger;
  const { models } = await registry.findModels({ version });
  const source = models.find((model) => model.environment === adoption?.from);
  if (!adoption || !source) {
    throw ApplicationFailure.nonRetryable(
      `${adoption?.from ?? 'nobody'} has no model version ${version} any more`,
      failureTypes.adoptionRefused,
    );
  }
  await registry.recordModel(environment, { ...source.record, gate }, adoption.from);
  const { by, reason } = adoption;
  const step = { kind: 'adopt', by, reason, ...(champion ? { champion } : {}) } as const;
  await registry.recordDecision(promotionDecision(ref, step));
}
