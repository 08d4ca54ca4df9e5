import type { ChangedOption, OptionSetting } from '../../contracts/option-setting.ts';
import type { OptionSettingError } from '../../project/errors.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { refusal } from '../refusal.ts';

/** A project with options changed for one run, and what it says about them itself. Throws `Refusal` with all faults. */
export function changeOptions(
  project: LoadedProject,
  settings: readonly OptionSetting[],
): { readonly project: LoadedProject; readonly changed: readonly ChangedOption[] } {
  if (settings.length === 0) return { project, changed: [] };
  return {
    project: withOptions(project, settings),
    changed: settings.map((setting) => {
      const before = valueAt(project.resolved, setting.path.split('.'));
      return { ...setting, ...(before === undefined ? {} : { before }) };
    }),
  };
}

function withOptions(project: LoadedProject, settings: readonly OptionSetting[]): LoadedProject {
  try {
    return project.withOptions(settings);
  } catch (error) {
    if (!isSettingError(error)) throw error;
    const { file, faults } = error;
    throw refusal('invalid-options', { file, faults }, { cause: error });
  }
}

function isSettingError(error: unknown): error is OptionSettingError {
  const name: OptionSettingError['name'] = 'OptionSettingError';
  return error instanceof Error && error.name === name;
}

function valueAt(value: unknown, [name, ...below]: readonly string[]): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return name === undefined ? value : undefined;
  return valueAt((value as Readonly<Record<string, unknown>>)[name], below);
}
