import type { DeployCheck } from '../check.ts';
import { alerts } from './alerts.ts';
import { ciCheck } from './ci.ts';
import { composeCheck } from './compose.ts';
import { grafana } from './grafana.ts';
import { helmCheck } from './helm.ts';
import { image } from './image.ts';
import { packageCheck } from './package.ts';
import { secrets } from './secrets.ts';
import { traces } from './traces.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = {
  alerts,
  ci: ciCheck,
  compose: composeCheck,
  grafana,
  helm: helmCheck,
  image,
  package: packageCheck,
  secrets,
  traces,
};
