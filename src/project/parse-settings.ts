import type { OptionSetting } from '../contracts/option-setting.ts';
import { OptionSettingError, type SettingFault } from './errors.ts';

/**
 * Options as the command line has them, `path=value` each. A value that parses as JSON is what JSON says, any other one is text.
 * Throws `OptionSettingError` on texts that are not of that form.
 */
export function parseSettings(texts: readonly string[], file: string): readonly OptionSetting[] {
  const faults: SettingFault[] = [];
  const settings = texts.flatMap((text): OptionSetting[] => {
    const [, path, value] = /^([^=\s]+)=([^]*)$/.exec(text) ?? [];
    if (path !== undefined && value !== undefined && value !== '') return [{ path, value: valueOf(value) }];
    faults.push({ path: text, message: 'write it as path=value, as in members.network.epochs=20' });
    return [];
  });
  if (faults.length > 0) throw new OptionSettingError(file, faults);
  return settings;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
