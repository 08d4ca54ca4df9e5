import { settingText, valueText, type ChangedOption, type OptionSetting } from '../../contracts/option-setting.ts';

/** `members.network.epochs=20, where the project says 10`, an option each. */
export function changedTexts(options: readonly ChangedOption[] = []): readonly string[] {
  return options.map((option) => {
    const { before } = option;
    const project =
      before === undefined ? 'which the project does not set' : `where the project says ${valueText(before)}`;
    return `${settingText(option)}, ${project}`;
  });
}

/** All of them in one line, as they are set: `aim=wape seed=2`. */
export function optionsText(options: readonly OptionSetting[]): string {
  return options.map(settingText).join(' ');
}
