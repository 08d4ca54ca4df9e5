import type { DeployCheck } from '../check.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = {};
