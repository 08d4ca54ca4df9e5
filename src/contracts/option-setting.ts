/** An option of a project with another value for one run; the project's own file stays as it is. */
export interface OptionSetting {
  /** `members.network.epochs` */
  readonly path: string;
  /** As a configuration would have it; JSON-serialisable. */
  readonly value: unknown;
}

/** The same for a report, with what the project says. */
export interface ChangedOption extends OptionSetting {
  /** The project's own value, its default included. Left out where the option has none, such as a preset's. */
  readonly before?: unknown;
}

/** `members.network.epochs=20`, as it is written after `--set`. */
export function settingText({ path, value }: OptionSetting): string {
  return `${path}=${valueText(value)}`;
}

/** Text as it is, everything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
