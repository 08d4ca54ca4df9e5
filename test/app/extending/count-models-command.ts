import { countModels } from './count-models.ts';
import type { AppOptions } from '../../../src/cli/open-app.ts';
import { runOperation } from '../../../src/cli/run-operation.ts';

/** `shelfcast models count`: how many models stand where. Returns the exit code. */
export function countModelsCommand(options: AppOptions & { readonly env: string }): Promise<number> {
  return runOperation(
    countModels,
    options,
    { environment: options.env },
    {
      text: (counts) =>
        Object.entries(counts)
          .map(([stage, count]) => `${count} ${stage}`)
          .join('\n'),
    },
  );
}
