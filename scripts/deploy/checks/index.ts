import type { DeployCheck } from '../check.ts';
import { ciCheck } from './ci.ts';
import { composeCheck } from './compose.ts';
import { helmCheck } from './helm.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = {
  ci: ciCheck,
  compose: composeCheck,
  helm: helmCheck,
};
