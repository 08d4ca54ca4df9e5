import { join } from 'node:path';
import type { ChangedOption } from '../../contracts/option-setting.ts';
import { configFileName } from '../../project/load-project.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';
import { parseSettings } from '../../project/parse-settings.ts';

/** A project with the options of `--set`, and what it says about them itself. Throws `OptionSettingError` with all faults. */
export function changeOptions(
  project: LoadedProject,
  texts: readonly string[],
): { readonly project: LoadedProject; readonly changed: readonly ChangedOption[] } {
  if (texts.length === 0) return { project, changed: [] };
  const settings = parseSettings(texts, join(project.directory, configFileName));
  return {
    project: project.withOptions(settings),
    changed: settings.map((setting) => {
      const before = valueAt(project.resolved, setting.path.split('.'));
      return { ...setting, ...(before === undefined ? {} : { before }) };
    }),
  };
}

function valueAt(value: unknown, [name, ...below]: readonly string[]): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return name === undefined ? value : undefined;
  return valueAt((value as Readonly<Record<string, unknown>>)[name], below);
}
