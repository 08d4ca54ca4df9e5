import { approvePromotion } from '../../app/promotions/approve-promotion.ts';
import { listPromotions } from '../../app/promotions/list-promotions.ts';
import { rejectPromotion } from '../../app/promotions/reject-promotion.ts';
import { rollBack } from '../../app/promotions/roll-back.ts';
import { promotionsText } from '../../reports/promotions/promotions-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** What a person says with a decision; the audit trail names the user. */
interface DecisionOptions extends AppOptions {
  readonly env: string;
  readonly reason: string;
}

/** `shelfcast promotions list`: what waits for approval. Returns the exit code. */
export function listPromotionsCommand(options: AppOptions & { readonly env?: string }): Promise<number> {
  const input = options.env === undefined ? {} : { environment: options.env };
  return runOperation(listPromotions, options, input, {
    text: promotionsText,
    json: (waiting) => waiting.map(({ run: _run, ...one }) => one),
  });
}

/** `shelfcast approve` and `shelfcast reject`: a person's word on a waiting challenger. Returns the exit code. */
export function decideCommand(
  word: 'approve' | 'reject',
  challenger: string,
  options: DecisionOptions,
): Promise<number> {
  const { env: environment, reason } = options;
  const operation = word === 'approve' ? approvePromotion : rejectPromotion;
  return runOperation(
    operation,
    options,
    { environment, challenger, reason },
    {
      text: ({ version, decision, by }) => `${version}: ${decision} by ${by}`,
    },
  );
}

/** `shelfcast rollback`: makes an earlier champion the champion again. Returns the exit code. */
export function rollbackCommand(segment: string, options: DecisionOptions & { readonly to?: string }): Promise<number> {
  const { env: environment, reason, to } = options;
  const input = { environment, segment, reason, ...(to === undefined ? {} : { to }) };
  return runOperation(rollBack, options, input, {
    text: ({ segment: of, from, to: now, triggerId }) =>
      `${of}: ${from} → ${now}; scored again by trigger ${triggerId}`,
  });
}
