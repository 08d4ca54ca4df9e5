import { checkPolicy } from '../../app/policy/check-policy.ts';
import { policyText } from '../../reports/policy/policy-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast policy check`. Returns the exit code: 0 where every model may be released, 1 where one may not. */
export function checkPolicyCommand(options: AppOptions & { readonly env?: string }): Promise<number> {
  const input = options.env === undefined ? {} : { environment: options.env };
  return runOperation(checkPolicy, options, input, {
    text: policyText,
    exitCode: ({ passed }) => (passed ? 0 : 1),
  });
}
