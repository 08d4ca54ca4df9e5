import type { DeployCheck } from '../check.ts';
import { packageCheck } from './package.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = {
  package: packageCheck,
};
