import { testConditioners } from '../../app/conditioners/test-conditioners.ts';
import { conditionersText } from '../../reports/conditioners/conditioners-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast conditioners test`: returns the exit code, 0 where every conditioner passes. */
export function testConditionersCommand(
  options: AppOptions & { readonly source?: readonly string[] },
): Promise<number> {
  const input = options.source ? { sources: options.source } : {};
  return runOperation(testConditioners, options, input, {
    text: (tests) => conditionersText(tests).trimEnd(),
    exitCode: (tests) =>
      tests.some(({ files, failures }) => [failures, ...files.map((file) => file.failures)].flat().length > 0) ? 1 : 0,
  });
}
