import { relative, resolve } from 'node:path';
import type { App } from '../../app/app.ts';
import { runLocalCycles } from '../../app/cycles/run-local-cycles.ts';
import { perform } from '../../app/operation.ts';
import { localStateFolder } from '../../composition/sources.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';
import { runReport } from '../dev/run-report.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { UsageError } from '../usage.ts';
import { createView } from '../progress/create-view.ts';
import { summaryText } from '../progress/summary.ts';

export interface RunOptions extends AppOptions {
  readonly local?: boolean;
  readonly env: string;
  readonly region?: readonly string[];
  readonly cutoff?: string;
  readonly fresh?: boolean;
}

/**
 * `shelfcast run --local`: a cycle of each region in this process and its children, without Temporal. Returns the exit code: 1
 * where a cycle failed or a region is degraded.
 */
export async function runCommand(options: RunOptions): Promise<number> {
  const { local, env: environment, json } = options;
  if (!local) {
    throw new UsageError(
      'run needs --local; on Temporal, "shelfcast dev" starts a stack and "request" asks for cycles',
    );
  }
  // With --json standard output is the report's alone.
  const output = json ? process.stderr : process.stdout;
  const say = (line: string): void => void output.write(`${line}\n`);
  const view = createView(output);
  const app: App = await openApp(options, {
    onStep: (step) => {
      if (step.step === 'local-cycles-begin') say(beginText(app, options, step.regions.length));
      if (step.step === 'local-cycles-moved') view.show(step.views);
    },
  });
  const { cycles, seconds, peaksMb } = await perform(runLocalCycles, app, {
    ...{ environment, reason: 'shelfcast run --local' },
    ...wishOf(options),
  }).finally(() => view.end());
  const views = cycles.map((cycle): CycleView => ({ stage: 'done', activities: [], segments: [], ...cycle }));
  say(`\n${summaryText(views)}`);
  if (json) process.stdout.write(`${JSON.stringify(runReport(views, { setupSeconds: 0, seconds, peaksMb }))}\n`);
  return cycles.every(({ result }) => result && !result.degraded) ? 0 : 1;
}

function beginText({ project: { directory, resolved } }: App, { state, env }: RunOptions, regions: number): string {
  const folder = relative('.', resolve(state ?? localStateFolder(directory))) || '.';
  const many = `${regions} region${regions === 1 ? '' : 's'}`;
  return `project ${resolved.name}: ${many}, environment ${env}, without Temporal; state in ${folder}`;
}

function wishOf({ region: regions, cutoff, fresh }: RunOptions) {
  return {
    ...(regions === undefined ? {} : { regions }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(fresh === undefined ? {} : { fresh }),
  };
}
