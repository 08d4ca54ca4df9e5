import { reportDataChange } from '../../app/controllers/report-data-change.ts';
import { perform } from '../../app/operation.ts';
import { openApp, type AppOptions } from '../open-app.ts';

export interface DataChangedOptions extends AppOptions {
  readonly env: string;
  /** Default: all of the project's. */
  readonly region?: readonly string[];
  readonly id?: string;
  readonly reason?: string;
}

/**
 * `shelfcast signal data-changed`: notifies the controllers of regions, or of all, that their files have changed. They wait for more
 * before they start a cycle; a second signal with the same id counts once.
 */
export async function dataChangedCommand(options: DataChangedOptions): Promise<number> {
  const { env: environment, region: regions, id, reason, json } = options;
  const app = await openApp(options, {
    onStep: (step) => {
      if (step.step !== 'change-delivered' || json) return;
      process.stdout.write(`${step.region}: notified that data has changed (trigger ${step.triggerId})\n`);
    },
  });
  const told = await perform(reportDataChange, app, {
    environment,
    ...(regions === undefined ? {} : { regions }),
    ...(id === undefined ? {} : { id }),
    ...(reason === undefined ? {} : { reason }),
  });
  if (json) process.stdout.write(`${JSON.stringify(told)}\n`);
  return 0;
}
