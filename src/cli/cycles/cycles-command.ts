import { listCycles } from '../../app/cycles/list-cycles.ts';
import type { CycleState } from '../../ports/cycle-catalogue.ts';
import { cyclesText } from '../../reports/cycles/cycles-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

export interface CyclesOptions extends AppOptions {
  /** Default: all. */
  readonly env?: string;
  readonly region?: string;
  /** A day or a moment, ISO 8601. */
  readonly since?: string;
  readonly status?: CycleState;
  readonly limit?: number;
  /** What the page before named. */
  readonly page?: string;
}

/** `shelfcast cycles`: which cycles there were, and how they ended. Returns the exit code. */
export function cyclesCommand({ env, region, since, status, limit, page, ...options }: CyclesOptions): Promise<number> {
  const input = {
    ...(env === undefined ? {} : { environment: env }),
    ...(region === undefined ? {} : { region }),
    ...(since === undefined ? {} : { since }),
    ...(status === undefined ? {} : { state: status }),
    ...(limit === undefined ? {} : { limit }),
    ...(page === undefined ? {} : { page }),
  };
  return runOperation(listCycles, options, input, { text: cyclesText });
}
