/** One thing that is wrong in a project's configuration. */
export interface ConfigFault {
  /** Where, e.g. `sources[1].landing`; empty for the configuration as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The project's configuration can't be used; all its faults at once. */
export class ProjectConfigError extends Error {
  override readonly name = 'ProjectConfigError';
  /** Absolute path of the configuration file. */
  readonly file: string;
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[], options?: ErrorOptions) {
    const lines = [...Map.groupBy(faults, ({ message }) => message).values()].map(faultText);
    super(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`, options);
    this.file = file;
    this.faults = faults;
  }
}

/** Of a fault that is at many places, this many are named. */
const namedPlaces = 2;

/** A fault with the places it is at, for example all regions of a project. */
function faultText(places: readonly ConfigFault[]): string {
  const [{ message }] = places as [ConfigFault, ...ConfigFault[]];
  const named = places.slice(0, namedPlaces).map(({ path }) => path);
  const more = places.length - named.length;
  const where = `${named.filter((path) => path !== '').join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `  ${where === '' ? '' : `${where}: `}${message}`;
}

/** One thing that is wrong with an option set for one run. */
export interface SettingFault extends ConfigFault {
  /** What was set, `path=value`, where it is not the path alone that is wrong. */
  readonly setting?: string;
}

/** Options set for one run cannot be used; all faults at once. The configuration file has none. */
export class OptionSettingError extends Error {
  override readonly name = 'OptionSettingError';
  /** Absolute path of the configuration file whose options they are. */
  readonly file: string;
  readonly faults: readonly SettingFault[];

  constructor(file: string, faults: readonly SettingFault[]) {
    const lines = faults.map(({ path, message, setting }) => {
      return `  ${path}: ${message} (from --set${setting === undefined ? '' : ` ${setting}`})`;
    });
    super(
      `--set has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}\nCorrect what was set, or leave it out; docs/configuration.md has every option and its range. ${file} was not changed.`,
    );
    this.file = file;
    this.faults = faults;
  }
}
