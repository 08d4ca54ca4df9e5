import { listSchedules } from '../../app/schedules/list-schedules.ts';
import { syncSchedules } from '../../app/schedules/sync-schedules.ts';
import { changesText, schedulesText } from '../../reports/schedules/schedules-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

interface ScheduleCommandOptions extends AppOptions {
  readonly env?: string;
}

/** `shelfcast schedules sync`: makes the server's Schedules what the project asks for; with `dryRun` only says what it would do. */
export function syncSchedulesCommand(options: ScheduleCommandOptions & { readonly dryRun?: boolean }): Promise<number> {
  const input = { ...environmentOf(options), dryRun: options.dryRun ?? false };
  return runOperation(syncSchedules, options, input, {
    text: ({ changes, dryRun, schedules }) => changesText(changes, { dryRun, wanted: schedules }),
    onOneLine: true,
  });
}

/** `shelfcast schedules list`: the project's Schedules as they stand on the server. */
export function listSchedulesCommand(options: ScheduleCommandOptions): Promise<number> {
  return runOperation(listSchedules, options, environmentOf(options), { text: schedulesText, onOneLine: true });
}

function environmentOf({ env: environment }: ScheduleCommandOptions) {
  return environment === undefined ? {} : { environment };
}
