import type { DeployCheck } from '../check.ts';
import { secrets } from './secrets.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = { secrets };
