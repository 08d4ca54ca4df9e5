import { resolve } from 'node:path';
import { z } from 'zod';

/** Names between commas, at least one, none twice. */
const environmentNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => name !== ''), 'names of environments between commas, e.g. dev,prod')
  .refine((names) => new Set(names).size === names.length, 'an environment is named twice');

const environmentVariables = z.object({
  /** The project folder, with `shelfcast.config.ts`. Default: the working folder. */
  SHELFCAST_PROJECT: z.string().min(1).default('.'),
  /** Folder of the artifact store. Default: `.shelfcast/artifacts` in the project folder. */
  SHELFCAST_ARTIFACTS: z.string().min(1).optional(),
  /** Where the registry is: `postgres://…`. Holds a password, so it is never logged. */
  SHELFCAST_REGISTRY_URL: z.string().min(1).optional(),
  /** Environments to serve, as the Temporal namespaces of the same names: `dev,prod`. Default: `TEMPORAL_NAMESPACE`. */
  SHELFCAST_ENVIRONMENTS: environmentNames.optional(),
  /** Trainings side by side. Default: one a core. */
  SHELFCAST_TRAINING_SLOTS: z.coerce.number().int().min(1).max(256).optional(),
  SHELFCAST_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

/** What a worker or job process is told by its environment. */
export interface WorkerSettings {
  readonly projectDirectory: string;
  readonly artifactsDirectory: string;
  readonly registryUrl: string | undefined;
  /** Environments to serve; `undefined`: that of the namespace Temporal's own configuration names. */
  readonly environments: readonly string[] | undefined;
  readonly trainingSlots: number | undefined;
  readonly logLevel: string;
}

/** A setting of the process's environment cannot be used. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads the settings from environment variables; all faults are reported together. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): WorkerSettings {
  const parsed = environmentVariables.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsError(`environment variables cannot be used: ${faults.join('; ')}`);
  }
  const projectDirectory = resolve(parsed.data.SHELFCAST_PROJECT);
  return {
    projectDirectory,
    artifactsDirectory: resolve(parsed.data.SHELFCAST_ARTIFACTS ?? `${projectDirectory}/.shelfcast/artifacts`),
    registryUrl: parsed.data.SHELFCAST_REGISTRY_URL,
    environments: parsed.data.SHELFCAST_ENVIRONMENTS,
    trainingSlots: parsed.data.SHELFCAST_TRAINING_SLOTS,
    logLevel: parsed.data.SHELFCAST_LOG_LEVEL,
  };
}
