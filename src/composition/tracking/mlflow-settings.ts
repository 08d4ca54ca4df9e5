import { z } from 'zod';
import { MlflowServer, type MlflowServerOptions } from '../../adapters/mlflow/mlflow-server.ts';
import { createMlflowTracking } from '../../adapters/mlflow/mlflow-tracking.ts';
import type { ModelTracking } from '../../ports/model-tracking.ts';
import type { TrackedNames } from '../../tracking/tracked-model.ts';
import { SettingsError } from '../settings-error.ts';

/** MLflow's own variables, so that what serves its clients serves here; and two of Shelfcast's. */
const environmentVariables = z.object({
  /** `http(s)://host:port`, with a path and credentials or without. */
  MLFLOW_TRACKING_URI: z.url({ protocol: /^https?$/, error: 'must be the http or https address of a tracking server' }),
  /** A bearer token; goes before user name and password. */
  MLFLOW_TRACKING_TOKEN: z.string().min(1).optional(),
  MLFLOW_TRACKING_USERNAME: z.string().min(1).optional(),
  MLFLOW_TRACKING_PASSWORD: z.string().optional(),
  /** Default: `shelfcast.<project>`. */
  MLFLOW_EXPERIMENT_NAME: z.string().min(1).max(500).optional(),
  /** What names of registered models begin with. Default: `shelfcast.<project>`. */
  SHELFCAST_MLFLOW_MODEL_PREFIX: z.string().min(1).max(100).optional(),
});

/** An MLflow server and the names models get there. */
export interface MlflowSettings {
  readonly tracking: ModelTracking;
  readonly names: TrackedNames;
}

/**
 * Reads from environment variables where models are tracked; all faults are reported together, none with its value, which may
 * hold a password. Throws `SettingsError`.
 */
export function readMlflowSettings(
  project: string,
  environment: NodeJS.ProcessEnv = process.env,
  options: MlflowServerOptions = {},
): MlflowSettings {
  const parsed = environmentVariables.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsError(`models cannot be exported to MLflow: ${faults.join('; ')}`);
  }
  const variables = parsed.data;
  const url = new URL(variables.MLFLOW_TRACKING_URI);
  const user = variables.MLFLOW_TRACKING_USERNAME ?? decodeURIComponent(url.username);
  const password = variables.MLFLOW_TRACKING_PASSWORD ?? decodeURIComponent(url.password);
  const authorization = variables.MLFLOW_TRACKING_TOKEN
    ? `Bearer ${variables.MLFLOW_TRACKING_TOKEN}`
    : user && `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const name = `shelfcast.${project}`;
  // Neither credentials nor a query that may hold some: the address is shown and kept.
  const server = new MlflowServer(
    { uri: `${url.origin}${url.pathname}`, ...(authorization ? { authorization } : {}) },
    options,
  );
  return {
    tracking: createMlflowTracking(server, variables.MLFLOW_EXPERIMENT_NAME ?? name),
    names: { modelPrefix: variables.SHELFCAST_MLFLOW_MODEL_PREFIX ?? name },
  };
}

/** Whether workers export automatically: `SHELFCAST_MLFLOW=on`. Throws `SettingsError` on anything but `on` and `off`. */
export function exportsByItself(environment: NodeJS.ProcessEnv = process.env): boolean {
  const wanted = environment.SHELFCAST_MLFLOW ?? 'off';
  if (wanted !== 'on' && wanted !== 'off') throw new SettingsError('SHELFCAST_MLFLOW must be on or off');
  return wanted === 'on';
}
