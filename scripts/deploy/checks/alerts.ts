import type { DeployCheck } from '../check.ts';
import { alertFaults, prometheusFolder, readAlerts } from '../telemetry/alerts.ts';
import { promtool } from '../telemetry/tools.ts';

export const alerts: DeployCheck = {
  what: 'alert rules and their tests by promtool; every alert has its runbook',
  async run() {
    const faults = await alertFaults();
    if (faults.length > 0) throw new Error(`deploy/prometheus/alerts.yml: ${faults.join('; ')}`);
    await promtool(['check', 'config', 'prometheus.yml'], { cwd: prometheusFolder });
    await promtool(['check', 'rules', 'alerts.yml'], { cwd: prometheusFolder });
    await promtool(['test', 'rules', 'alerts.test.yml'], { cwd: prometheusFolder });
    const rules = await readAlerts();
    return { rules: rules.length, tests: rules.length, runbooks: rules.length };
  },
};
