/** An option of a project that is changed for one run; the project's file is not changed. */
export interface OptionSetting {
  /** `members.network.epochs` */
  readonly path: string;
  /** As a configuration would have it; JSON-serialisable. */
  readonly value: unknown;
}

/** The same for a report, with what the project says. */
export interface ChangedOption extends OptionSetting {
  /** The project's own value, its default included. Left out if the option has none, as for a preset's options. */
  readonly before?: unknown;
}

/** `members.network.epochs=20`, as it is written after `--set`. */
export function settingText({ path, value }: OptionSetting): string {
  return `${path}=${valueText(value)}`;
}

/** Text unchanged, everything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
