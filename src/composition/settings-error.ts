/** A setting of the process's environment cannot be used. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
