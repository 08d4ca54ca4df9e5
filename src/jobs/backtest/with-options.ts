import type { OptionSetting } from '../../contracts/option-setting.ts';
import type { JobContext } from '../job-context.ts';

/**
 * The context of a job whose input changes options of the project for one run. Fits are found by the options they depend on, so that a
 * fit that no change touches is reused.
 */
export function withOptions(context: JobContext, options: readonly OptionSetting[] = []): JobContext {
  return options.length === 0 ? context : { ...context, project: context.project.withOptions(options) };
}
