import { createTableExports as exportsInProcesses, type TableExports } from '../processes/export-table.ts';

/** At a time; further readers wait for their turn. Each holds some hundred megabytes. */
const mostExports = 2;

/** Writes rows of tables as files, in processes of their own. */
export function createTableExports(): TableExports {
  return exportsInProcesses(mostExports);
}
