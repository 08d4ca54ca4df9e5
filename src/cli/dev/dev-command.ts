import { resolve } from 'node:path';
import { pagePaths } from '../../contracts/page-addresses.ts';
import type { ResolvedProject } from '../../contracts/project.ts';
import { wantedSchedules } from '../../contracts/schedules.ts';
import { loadProject } from '../../project/load-project.ts';
import { changesLine } from '../../reports/schedules/schedules-text.ts';
import { openRegistry } from '../../composition/open-registry.ts';
import { openOrchestrationAt } from '../../composition/open-orchestration.ts';
import { followCycles, targetsOf } from '../follow-cycles.ts';
import { newTrigger } from '../new-trigger.ts';
import { interruption } from '../interruption.ts';
import { syncEnvironments } from '../../app/schedules/sync-environments.ts';
import type { Schedules } from '../../ports/schedules.ts';
import { checkEnvironment, selectRegions } from '../../app/of-project.ts';
import type { CycleView } from '../../ports/cycle-progress.ts';
import { createView } from '../progress/create-view.ts';
import { summaryText } from '../progress/summary.ts';
import { retrainOthers } from './retrain-others.ts';
import { runReport } from './run-report.ts';
import { openStackFolder } from '../../embedded/stack-folder.ts';
import { readLocations, startStack, type Stack } from '../../embedded/stack.ts';

export interface DevOptions {
  readonly project: string;
  readonly env: string;
  readonly state?: string;
  readonly once?: boolean;
  readonly json?: boolean;
  readonly region?: readonly string[];
  readonly temporalPort?: number;
  readonly uiPort?: number;
  readonly databasePort?: number;
  readonly apiPort?: number;
}

/**
 * `shelfcast dev`: starts the embedded stack, asks for a cycle of every region, shows how they go, and keeps running
 * until Ctrl-C, or with `once` until the cycles have ended. Where it keeps running, the regions it did not ask retrain what other code has
 * trained. Returns the exit code.
 */
export async function devCommand(options: DevOptions): Promise<number> {
  const project = await loadProject(resolve(options.project));
  const { resolved } = project;
  const regions = selectRegions(
    resolved.regions.map(({ name }) => name),
    options.region,
  );
  checkEnvironment(options.env, Object.keys(resolved.environments));
  const state = await openStackFolder(resolve(options.state ?? `${project.directory}/.shelfcast`));

  const interrupted = interruption();
  // With --json standard output is the report's alone.
  const output = options.json ? process.stderr : process.stdout;
  const say = (line: string): void => void output.write(`${line}\n`);
  say(
    `project ${resolved.name}: ${regions.length} region${regions.length === 1 ? '' : 's'}, environment ${options.env}`,
  );
  const stack = await startStack(state, {
    ...options,
    projectDirectory: project.directory,
    environments: Object.keys(resolved.environments),
    onStep: say,
  });
  try {
    say(`Shelfcast   ${stack.pages}${pagePaths.today(options.env)}`);
    say(`Temporal UI ${stack.temporalUi}`);
    const orchestration = await openOrchestrationAt(stack, resolved.name);
    const { schedules, controllers, progress } = orchestration;
    say(await syncedSchedules(resolved, schedules));
    const started = Date.now();
    const trigger = newTrigger({ reason: 'shelfcast dev' });
    const addresses = regions.map((region) => ({ environment: options.env, region }));
    const targets = await targetsOf(controllers, addresses, trigger, interrupted.signal).catch((error: unknown) => {
      if (interrupted.signal.aborted) return [];
      throw error;
    });
    const views = await followCycles(progress, targets, createView(output), interrupted.signal);
    if (interrupted.signal.aborted) {
      await orchestration.close();
      return 130;
    }
    const seconds = (Date.now() - started) / 1000;
    say(`\n${summaryText(views, stack.temporalUi)}`);
    if (options.json) {
      process.stdout.write(`${JSON.stringify(report(views, stack, seconds))}\n`);
    }
    const failed = views.some(({ failure }) => failure !== undefined);
    if (!options.once) {
      // After what was asked for: it comes first.
      const registry = openRegistry(stack.registryUrl);
      const lines = await retrainOthers({ registry, controllers, project }, targets, trigger.requestedBy).finally(() =>
        registry.close(),
      );
      for (const line of lines) say(line);
    }
    await orchestration.close();
    if (!options.once) {
      say('\nThe stack keeps running. Ctrl-C stops it; the same command continues where it was.');
      await interrupted.happened;
    }
    return failed ? 1 : 0;
  } finally {
    if (interrupted.signal.aborted) say('stopping');
    await stack.stop();
    interrupted.forget();
  }
}

/** The clock runs while the stack does; what it missed meanwhile, within the days of catch-up, comes at once. */
async function syncedSchedules(project: ResolvedProject, schedules: Schedules): Promise<string> {
  const changes = await syncEnvironments(project, schedules, { dryRun: false });
  const wanted = Object.keys(project.environments).flatMap((environment) => wantedSchedules(project, environment));
  return changesLine(changes, wanted.length);
}

function report(views: readonly CycleView[], stack: Stack, seconds: number): ReturnType<typeof runReport> {
  return runReport(views, {
    setupSeconds: readLocations().setupSeconds,
    seconds,
    peaksMb: stack.peaks(),
  });
}
