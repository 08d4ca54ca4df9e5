import { settingText, type OptionSetting } from '../contracts/option-setting.ts';
import { OptionSettingError, ProjectConfigError } from './errors.ts';
import { optionsAt } from './options-at.ts';
import { resolveProject, type ResolvedConfiguration } from './resolve-project.ts';
import { asRecord } from './unchecked.ts';

/** Options with others below them, all of which may be changed for one run. */
const settableGroups = ['members', 'features', 'ensemble'];
/** Options that may be changed for one run themselves. */
const settableOptions = ['aim', 'seed'];

/** What `--set` takes, in words. */
const settableText = `options below ${settableGroups.join(', ')}, and ${settableOptions.join(', ')}`;

/** A configuration with options changed, and what it resolves to. */
export interface ChangedConfiguration extends ResolvedConfiguration {
  readonly config: unknown;
}

/**
 * Changes options of a sound configuration, in order, and validates the outcome by the schema that the file itself is validated by. The
 * configuration given stays as it is.
 *
 * @throws OptionSettingError with all faults: options that may not be set or do not exist, values that the schema refuses
 */
export function resolveWithOptions(
  config: unknown,
  file: string,
  settings: readonly OptionSetting[],
): ChangedConfiguration {
  const faults = settings.flatMap((setting, index) => {
    const message = settings.slice(0, index).some(({ path }) => path === setting.path)
      ? 'is set twice; leave one of them out'
      : pathFault(setting.path);
    return message === undefined ? [] : [{ path: setting.path, message }];
  });
  if (faults.length > 0) throw new OptionSettingError(file, faults);
  const changed = settings.reduce((done, { path, value }) => withValue(done, path.split('.'), value), config);
  try {
    return { config: changed, ...resolveProject(changed, file) };
  } catch (error) {
    if (!(error instanceof ProjectConfigError)) throw error;
    // The file is valid on its own, so every fault comes from what was set.
    throw new OptionSettingError(
      file,
      error.faults.map((fault) => ({ ...fault, ...sourceOf(fault.path, settings) })),
    );
  }
}

/** Why no option of this path can be set; `undefined` where one can. */
function pathFault(path: string): string | undefined {
  const [root = '', ...below] = path.split('.');
  if (settableOptions.includes(root) && below.length === 0) return undefined;
  if (!settableGroups.includes(root) || below.length === 0) {
    const known = optionsAt([root]);
    if (settableGroups.includes(root)) return `name one of its options: ${known?.join(', ')}`;
    return settableOptions.includes(root)
      ? `${root} has no options below it; write ${root}=…`
      : `cannot be set for one run; what can be set is ${settableText}`;
  }
  for (let depth = 1; depth <= below.length; depth += 1) {
    const group = [root, ...below.slice(0, depth - 1)];
    const known = optionsAt(group);
    if (!known) return `${group.join('.')} has no options below it; set it as a whole, as JSON`;
    if (!known.includes(below[depth - 1] ?? '')) {
      return `there is no such option; ${group.join('.')} has ${known.join(', ')}`;
    }
  }
  return undefined;
}

function withValue(config: unknown, [name = '', ...below]: readonly string[], value: unknown): unknown {
  const given = asRecord(config);
  return { ...given, [name]: below.length === 0 ? value : withValue(given[name], below, value) };
}

/** The setting that a fault is about: of the same path, or one above or below it. */
function sourceOf(path: string, settings: readonly OptionSetting[]): { readonly setting?: string } {
  const related = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || a.startsWith(`${b}[`);
  const setting = settings.find((one) => related(path, one.path) || related(one.path, path));
  return setting ? { setting: settingText(setting) } : {};
}
