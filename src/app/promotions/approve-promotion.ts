import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { decidePromotion, wordShape } from './decide-promotion.ts';
import { decidedSchema } from './promotion-schemas.ts';

/** Makes a waiting challenger the champion. */
export const approvePromotion = defineOperation({
  name: 'promotions.approve',
  role: 'approver',
  input: z.object(wordShape),
  answer: decidedSchema,
  run: (app, word) => decidePromotion(app, 'approve', word),
});
