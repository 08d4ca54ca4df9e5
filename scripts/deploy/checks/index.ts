import type { DeployCheck } from '../check.ts';
import { image } from './image.ts';
import { packageCheck } from './package.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = {
  image,
  package: packageCheck,
};
