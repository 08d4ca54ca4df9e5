import { collectGarbage } from '../../app/artifacts/collect-garbage.ts';
import { garbageText } from '../../reports/gc/garbage-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast gc`: reports what nothing needs, and deletes it if asked to. Returns the exit code. */
export function gcCommand(options: AppOptions & { readonly delete?: boolean }): Promise<number> {
  return runOperation(collectGarbage, options, { delete: options.delete ?? false }, { text: garbageText });
}
