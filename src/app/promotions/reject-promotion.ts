import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { decidePromotion, wordShape } from './decide-promotion.ts';
import { decidedSchema } from './promotion-schemas.ts';

/** Keeps the champion there is. */
export const rejectPromotion = defineOperation({
  name: 'promotions.reject',
  role: 'approver',
  input: z.object(wordShape),
  answer: decidedSchema,
  run: (app, word) => decidePromotion(app, 'reject', word),
});
