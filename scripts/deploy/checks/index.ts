import type { DeployCheck } from '../check.ts';
import { alerts } from './alerts.ts';
import { grafana } from './grafana.ts';
import { secrets } from './secrets.ts';
import { traces } from './traces.ts';

/** Every check by its name in the report. */
export const deployChecks: Readonly<Record<string, DeployCheck>> = { alerts, grafana, secrets, traces };
