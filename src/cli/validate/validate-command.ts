import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { App } from '../../app/app.ts';
import { perform } from '../../app/operation.ts';
import { Refusal } from '../../app/refusal.ts';
import { validateProject, validationReport } from '../../app/validation/validate-project.ts';
import type { ValidationReport } from '../../contracts/validation.ts';
import { ProjectConfigError } from '../../project/errors.ts';
import { configFileName } from '../../project/load-project.ts';
import { junitXml } from '../../reports/validation/junit.ts';
import { validationText } from '../../reports/validation/validation-text.ts';
import { createJobsView } from '../job-progress.ts';
import { openApp, type CommandEnds } from '../open-app.ts';
import { InterruptedError, ValidationNotRunError } from '../refusals.ts';
import { show } from '../run-operation.ts';
import { UsageError } from '../usage.ts';

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
  const directory = resolve(options.project);
  if (!existsSync(join(directory, configFileName))) {
    throw new UsageError(`there is no ${configFileName} in ${directory}; name a project folder with --project`);
  }
  const report = await reportOn(options);
  if (options.junit !== undefined) await writeFile(resolve(options.junit), junitXml(report));
  return show(report, options, {
    text: (tested) => validationText(tested, process.stdout.isTTY),
    exitCode: ({ failed }) => (failed === 0 ? 0 : 1),
  });
}

async function reportOn(options: ValidateOptions): Promise<ValidationReport> {
  const started = performance.now();
  const view = createJobsView();
  const onStep: CommandEnds['onStep'] = (step) => {
    if (step.step === 'job-moved') view.show(step.job, step.progress);
  };
  let app: App;
  try {
    app = await openApp(options, { onStep });
  } catch (error) {
    if (error instanceof ProjectConfigError) return faultsOf(error, options, performance.now() - started);
    throw new ValidationNotRunError(error);
  }
  const { env: environment, region: regions, quick } = options;
  const input = {
    environment,
    ...(regions === undefined ? {} : { regions }),
    ...(quick === undefined ? {} : { quick }),
  };
  try {
    return await perform(validateProject, app, input);
  } catch (error) {
    if (error instanceof Refusal || error instanceof InterruptedError) throw error;
    throw new ValidationNotRunError(error);
  } finally {
    view.close();
  }
}

/** A project that cannot be loaded has failed the first test, and there are no others. */
function faultsOf(
  error: ProjectConfigError,
  { quick = false }: ValidateOptions,
  milliseconds: number,
): ValidationReport {
  const detail = error.faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  const subject = configFileName;
  const test = { group: 'data', subject, name: 'configuration is sound', state: 'failed', detail } as const;
  return validationReport(subject, quick, [test], milliseconds);
}
