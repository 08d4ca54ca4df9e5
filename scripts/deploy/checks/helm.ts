import { join } from 'node:path';
import type { DeployCheck } from '../check.ts';
import { chartFolder, parseManifests, renderText, valuesFiles } from '../helm/chart.ts';
import { kubernetesVersions, validateManifests } from '../helm/validate.ts';
import { runTool, toolPath } from '../tools.ts';

/** `deploy/helm`: linted, rendered with each file of values, and validated against the schemas of Kubernetes. */
export const helmCheck: DeployCheck = {
  what: 'deploy/helm by helm lint, helm template and kubeconform',
  async run() {
    const helm = toolPath('helm');
    let templates = 0;
    let schemas = 0;
    let withoutSchema = 0;
    for (const values of valuesFiles) {
      await runTool(helm, ['lint', chartFolder, '--strict', '--values', join(chartFolder, values)]);
      const text = await renderText({ values: [values], isUpgrade: true, set: everything });
      templates += parseManifests(text).length;
      for (const kubernetes of kubernetesVersions) {
        const { valid, skipped } = await validateManifests(text, kubernetes);
        schemas += valid;
        withoutSchema += skipped;
      }
    }
    return { lint: valuesFiles.length, templates, schemas, withoutSchema };
  },
};

/** Optional parts that a file of values may leave out. */
const everything = [
  'build.previous=[{"id": "older.build", "tag": "0.1.9"}]',
  'setCurrent.enabled=true',
  'replayGate.enabled=true',
  'certificateAuthority.existingSecret="own-ca"',
  'telemetry.podMonitor.enabled=true',
  'telemetry.rules.enabled=true',
];
