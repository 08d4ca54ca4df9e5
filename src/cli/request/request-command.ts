import { requestCycles } from '../../app/controllers/request-cycles.ts';
import { perform } from '../../app/operation.ts';
import { runReport } from '../dev/run-report.ts';
import { followCycles } from '../follow-cycles.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { createView } from '../progress/create-view.ts';
import { summaryText } from '../progress/summary.ts';

export interface RequestOptions extends AppOptions {
  readonly env: string;
  readonly region?: readonly string[];
  readonly cutoff?: string;
  readonly retrain?: readonly string[];
  readonly onlyFailed?: boolean;
  readonly reason?: string;
  readonly wait?: boolean;
}

/**
 * `shelfcast request`: asks the controllers of regions for a cycle, and with `wait` shows how it goes. Returns the
 * exit code: 1 where a cycle failed.
 */
export async function requestCommand(options: RequestOptions): Promise<number> {
  const { env: environment, json } = options;
  const app = await openApp(options, {
    onStep: (step) => {
      if (step.step !== 'cycle-requested' || json) return;
      const decision = step.decision === 'nothing-failed' ? 'nothing failed in its last cycle' : step.decision;
      process.stdout.write(`${step.region}: ${decision} (trigger ${step.triggerId})\n`);
    },
  });
  const { triggerId, regions } = await perform(requestCycles, app, { environment, ...wishOf(options) });
  const targets = regions
    .filter(({ decision }) => decision !== 'nothing-failed')
    .map(({ region }) => ({ environment, region, triggerId }));
  if (!options.wait) return 0;
  if (targets.length === 0) {
    // With `--json` there is one object, whatever there was to wait for.
    if (json) process.stdout.write(`${JSON.stringify({ cycles: [], seconds: 0 })}\n`);
    return 0;
  }
  const output = json ? process.stderr : process.stdout;
  const started = Date.now();
  return app.withOrchestration(async ({ progress, ui }) => {
    const views = await followCycles(progress, targets, createView(output), new AbortController().signal);
    output.write(`\n${summaryText(views, ui)}\n`);
    if (json) {
      const report = runReport(views, { setupSeconds: 0, seconds: (Date.now() - started) / 1000, peaksMb: {} });
      process.stdout.write(`${JSON.stringify({ cycles: report.cycles, seconds: report.seconds })}\n`);
    }
    return views.some(({ failure }) => failure !== undefined) ? 1 : 0;
  });
}

function wishOf({ region: regions, cutoff, retrain: segments, onlyFailed, reason }: RequestOptions) {
  const retrain = (['all', 'none'] as const).find((word) => segments?.includes(word)) ?? (segments && [...segments]);
  return {
    ...(regions === undefined ? {} : { regions }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(retrain === undefined ? {} : { retrain }),
    ...(onlyFailed === undefined ? {} : { onlyFailed }),
    ...(reason === undefined ? {} : { reason }),
  };
}
