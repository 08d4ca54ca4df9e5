import { resolve } from 'node:path';
import type { Trigger } from '../contracts/trigger.ts';
import type { RequestDecision } from '../contracts/messages.ts';
import { refusalTypes } from '../contracts/refusal-types.ts';
import { RequestRefusedError } from '../ports/region-controllers.ts';
import { loadProject } from '../project/load-project.ts';
import { connectEnvironments } from '../composition/connect-environments.ts';
import { openRegionControllers } from '../composition/open-region-controllers.ts';
import { runReport } from './dev/run-report.ts';
import { followCycles } from './follow-cycles.ts';
import { newTrigger } from './new-trigger.ts';
import { checkEnvironment, selectRegions } from '../app/of-project.ts';
import { createView } from './watch/live-view.ts';
import type { WatchTarget } from './watch/cycle-watcher.ts';
import { summaryText } from './watch/summary.ts';

export interface RequestOptions {
  readonly project: string;
  readonly env: string;
  readonly state?: string;
  readonly region?: readonly string[];
  readonly cutoff?: string;
  readonly retrain?: readonly string[];
  readonly onlyFailed?: boolean;
  readonly reason?: string;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/**
 * `shelfcast request`: asks the controllers of regions for a cycle, and with `wait` shows how it goes. Returns the
 * exit code: 1 where a cycle failed.
 */
export async function requestCommand(options: RequestOptions): Promise<number> {
  const project = await loadProject(resolve(options.project));
  const regions = selectRegions(
    project.resolved.regions.map(({ name }) => name),
    options.region,
  );
  checkEnvironment(options.env, Object.keys(project.resolved.environments));
  const temporal = await connectEnvironments(resolve(options.state ?? `${project.directory}/.shelfcast`));
  const client = temporal.clientOf(options.env);
  try {
    const controllers = openRegionControllers(client);
    const trigger = triggerOf(options);
    const targets: WatchTarget[] = [];
    for (const region of regions) {
      const target = { environment: options.env, region, triggerId: trigger.id };
      const decision = await decisionOf(controllers.requestCycle(target, trigger));
      if (!options.json) process.stdout.write(`${region}: ${decision} (trigger ${trigger.id})\n`);
      if (decision !== nothingFailed) targets.push(target);
    }
    if (!options.wait || targets.length === 0) return 0;
    const output = options.json ? process.stderr : process.stdout;
    const started = Date.now();
    const views = await followCycles(client, targets, createView(output), new AbortController().signal);
    output.write(`\n${summaryText(views, temporal.ui)}\n`);
    if (options.json) {
      const report = runReport(views, { setupSeconds: 0, seconds: (Date.now() - started) / 1000, peaksMb: {} });
      process.stdout.write(`${JSON.stringify({ cycles: report.cycles, seconds: report.seconds })}\n`);
    }
    return views.some(({ failure }) => failure !== undefined) ? 1 : 0;
  } finally {
    await temporal.close();
  }
}

const nothingFailed = 'nothing failed in its last cycle';

/** A region in which nothing failed is no fault of a request for what did. */
async function decisionOf(asked: Promise<RequestDecision>): Promise<string> {
  try {
    return (await asked).decision;
  } catch (error) {
    if (error instanceof RequestRefusedError && error.type === refusalTypes.nothingFailed) return nothingFailed;
    throw error;
  }
}

function triggerOf({ cutoff, retrain, onlyFailed, reason }: RequestOptions): Trigger {
  return newTrigger({
    cutoff,
    retrain: (['all', 'none'] as const).find((word) => retrain?.includes(word)) ?? (retrain && [...retrain]),
    onlyFailed,
    reason,
  });
}
