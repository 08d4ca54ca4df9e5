import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { ValidationReport, ValidationTest } from '../../contracts/validation.ts';
import { ProjectConfigError } from '../../project/errors.ts';
import { loadProject } from '../../project/load-project.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { quickProject } from '../../project/quick-project.ts';
import { junitXml } from '../../reports/validation/junit.ts';
import { validationText } from '../../reports/validation/validation-text.ts';
import { interruption } from '../interruption.ts';
import { createJobsView } from '../job-progress.ts';
import { withLocalState } from '../../composition/local-state.ts';
import { checkEnvironment, selectRegions } from '../../app/of-project.ts';
import { UsageError } from '../usage.ts';
import { InterruptedError, ValidationNotRunError } from '../refusals.ts';
import { runValidation } from './run-validation.ts';

export interface ValidateOptions {
  readonly project: string;
  readonly env: string;
  readonly region?: readonly string[];
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
}

/**
 * `shelfcast validate`: runs cycles on an empty state that is thrown away, and tests data, training and scoring. Returns the exit
 * code: 1 where a test failed. Throws where nothing could be tested.
 */
export async function validateCommand(options: ValidateOptions): Promise<number> {
  const started = performance.now();
  const directory = resolve(options.project);
  if (!existsSync(join(directory, 'shelfcast.config.ts'))) {
    throw new UsageError(`there is no shelfcast.config.ts in ${directory}; name a project folder with --project`);
  }
  const { name, tests } = await testProject(directory, options);
  const count = (state: ValidationTest['state']): number => tests.filter((one) => one.state === state).length;
  const report: ValidationReport = {
    project: name,
    quick: options.quick ?? false,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    seconds: (performance.now() - started) / 1000,
    tests,
  };
  if (options.junit !== undefined) await writeFile(resolve(options.junit), junitXml(report));
  const text = options.json ? JSON.stringify(report, undefined, 2) : validationText(report, process.stdout.isTTY);
  process.stdout.write(`${text}\n`);
  return report.failed === 0 ? 0 : 1;
}

async function testProject(
  directory: string,
  options: ValidateOptions,
): Promise<{ readonly name: string; readonly tests: readonly ValidationTest[] }> {
  let loaded: LoadedProject;
  try {
    loaded = await loadProject(directory);
  } catch (error) {
    if (!(error instanceof ProjectConfigError)) throw new ValidationNotRunError(error);
    const detail = error.faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
    const subject = 'shelfcast.config.ts';
    return {
      name: subject,
      tests: [{ group: 'data', subject, name: 'configuration is sound', state: 'failed', detail }],
    };
  }
  const project = options.quick ? quickProject(loaded) : loaded;
  const { resolved } = project;
  const known = resolved.regions.map(({ name }) => name);
  const asked = selectRegions(known, options.region);
  checkEnvironment(options.env, Object.keys(resolved.environments));
  const regions = options.quick ? asked.slice(0, 1) : asked;
  const request = { environment: options.env, regions, quick: options.quick ?? false };

  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-validate-'));
  const interrupted = interruption();
  const view = createJobsView();
  try {
    const tests = await withLocalState(project, folder, { quick: request.quick }, (state) =>
      runValidation(resolved, request, state, view, interrupted.signal),
    );
    return { name: resolved.name, tests };
  } catch (cause) {
    if (interrupted.signal.aborted) throw new InterruptedError({ cause });
    throw new ValidationNotRunError(cause);
  } finally {
    view.close();
    interrupted.forget();
    await rm(folder, { recursive: true, force: true });
  }
}
