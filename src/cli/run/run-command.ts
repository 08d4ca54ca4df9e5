import { relative, resolve } from 'node:path';
import { loadProject } from '../../project/load-project.ts';
import { runReport } from '../dev/run-report.ts';
import { interruption } from '../interruption.ts';
import { checkEnvironment, selectRegions } from '../../app/of-project.ts';
import { checkedWeek, UsageError } from '../usage.ts';
import { createView } from '../watch/create-view.ts';
import { summaryText } from '../watch/summary.ts';
import { InterruptedError } from '../refusals.ts';
import { localStateFolder } from '../../composition/sources.ts';
import { withLocalState } from '../../composition/local-state.ts';
import { runRegions } from './run-regions.ts';

export interface RunOptions {
  readonly local?: boolean;
  readonly project: string;
  readonly env: string;
  readonly state?: string;
  readonly region?: readonly string[];
  readonly cutoff?: string;
  readonly fresh?: boolean;
  readonly json?: boolean;
}

/**
 * `shelfcast run --local`: a cycle of each region in this process and its children, without Temporal. Returns the exit code: 1
 * where a cycle failed or a region is degraded.
 */
export async function runCommand(options: RunOptions): Promise<number> {
  if (!options.local) {
    throw new UsageError(
      'run needs --local; on Temporal, "shelfcast dev" starts a stack and "request" asks for cycles',
    );
  }
  const project = await loadProject(resolve(options.project));
  const { resolved, directory } = project;
  const regions = selectRegions(
    resolved.regions.map(({ name }) => name),
    options.region,
  );
  checkEnvironment(options.env, Object.keys(resolved.environments));
  const cutoff = options.cutoff === undefined ? {} : { cutoff: checkedWeek(resolved, options.cutoff) };
  const folder = resolve(options.state ?? localStateFolder(directory));
  // With --json standard output is the report's alone.
  const output = options.json ? process.stderr : process.stdout;
  const say = (line: string): void => void output.write(`${line}\n`);
  say(
    `project ${resolved.name}: ${regions.length} region${regions.length === 1 ? '' : 's'}, environment ${options.env}, without Temporal; state in ${relative('.', folder) || '.'}`,
  );
  const interrupted = interruption();
  try {
    return await withLocalState(project, folder, { fresh: options.fresh ?? false }, async (state) => {
      const started = performance.now();
      const view = createView(output);
      const request = { environment: options.env, regions, ...cutoff, reason: 'shelfcast run --local' };
      const views = await runRegions(request, state, view, interrupted.signal).finally(() => view.end());
      const seconds = (performance.now() - started) / 1000;
      say(`\n${summaryText(views)}`);
      if (options.json) {
        const measured = { setupSeconds: 0, seconds, peaksMb: state.peaksMb() };
        process.stdout.write(`${JSON.stringify(runReport(views, measured))}\n`);
      }
      return views.every(({ result }) => result && !result.degraded) ? 0 : 1;
    });
  } catch (cause) {
    if (interrupted.signal.aborted) throw new InterruptedError({ cause });
    throw cause;
  } finally {
    interrupted.forget();
  }
}
