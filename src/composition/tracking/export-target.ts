import type { ModelTracking } from '../../ports/model-tracking.ts';
import type { TrackedNames } from '../../tracking/tracked-model.ts';
import { exportsByItself, readMlflowSettings } from './mlflow-settings.ts';
import { exporterName } from './start-exports.ts';

/** The tracking server that the environment variables name. Throws `SettingsError`. */
export function openExportTarget(project: string): {
  readonly tracking: ModelTracking;
  readonly names: TrackedNames;
  readonly exporter: string;
  readonly automatic: boolean;
} {
  return {
    ...readMlflowSettings(project),
    exporter: exporterName(),
    get automatic() {
      return exportsByItself();
    },
  };
}
