import { bootstrap } from '../../app/deployment/bootstrap.ts';
import type { PreparedPart } from '../../contracts/preparation.ts';
import { textTable } from '../../reports/text-table.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

const stateNames: Readonly<Record<PreparedPart['state'], string>> = {
  ready: 'ready',
  made: 'made',
  'to-make': 'would be made',
  unchecked: 'not checked',
  failed: 'FAILED',
};

/** `shelfcast bootstrap`: prepares servers for workers. Returns 1 where something is left for a person to do. */
export function bootstrapCommand(
  options: AppOptions & { readonly env?: string; readonly dryRun?: boolean },
): Promise<number> {
  const { env: environment, dryRun = false } = options;
  return runOperation(
    bootstrap,
    options,
    { ...(environment === undefined ? {} : { environment }), dryRun },
    {
      text: ({ parts }) => {
        const rows = parts.map(({ environment: of = 'all', part, state, detail }) => [
          ...[of, part.replace('-', ' '), stateNames[state], detail],
        ]);
        const left = parts.filter(({ state }) => state === 'failed').length;
        const verdict = left > 0 ? `${left} left to do` : dryRun ? 'nothing was changed' : 'workers can start';
        return `${textTable(['environment', 'part', 'state', 'detail'], rows, { leftColumns: 4 })}\n\n${verdict}`;
      },
      exitCode: ({ parts }) => (parts.some(({ state }) => state === 'failed') ? 1 : 0),
    },
  );
}
