import { join } from 'node:path';
import { KUBERNETES_SCHEMAS } from '../../setup/pins/deploy-tools.mjs';
import { DeployFaultsError } from '../deploy-faults-error.ts';
import { runTool, toolPath } from '../tools.ts';

/** Versions of Kubernetes that the chart is validated for: the oldest it allows, and the newest there are schemas of. */
export const kubernetesVersions: readonly string[] = KUBERNETES_SCHEMAS.kubernetes;

/** Kinds of KEDA and the Prometheus operator: Kubernetes has no schemas of them. */
export const kindsOfOthers: readonly string[] = [
  'ScaledObject',
  'TriggerAuthentication',
  'PodMonitor',
  'PrometheusRule',
];

interface Summary {
  readonly valid: number;
  readonly invalid: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly msg: string;
}

/** Validates manifests against the schemas of a version of Kubernetes; fields that a kind does not have are faults. */
export async function validateManifests(text: string, kubernetes: string): Promise<Summary> {
  const folder = toolPath('kubernetesSchemas');
  const own = '{{ .NormalizedKubernetesVersion }}-local-strict/{{ .ResourceKind }}{{ .KindSuffix }}.json';
  const answer = await runTool(
    toolPath('kubeconform'),
    [
      ...['-strict', '-summary', '-output', 'json', '-kubernetes-version', kubernetes],
      ...['-skip', kindsOfOthers.join(','), '-schema-location', join(folder, own), '-'],
    ],
    { input: text },
  );
  const { resources, summary } = JSON.parse(answer) as { resources: Resource[]; summary: Summary };
  if (summary.invalid + summary.errors > 0) {
    throw new DeployFaultsError(
      `manifests for Kubernetes ${kubernetes}`,
      resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`),
    );
  }
  return summary;
}
