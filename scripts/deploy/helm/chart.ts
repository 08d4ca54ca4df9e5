import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkout, runTool, toolPath } from '../tools.ts';

/** The chart. */
export const chartFolder = join(checkout, 'deploy/helm/shelfcast');

/** Files of values that come with it, each a whole installation. */
export const valuesFiles: readonly string[] = readdirSync(chartFolder).filter((name) => /^values-.+\.yaml$/.test(name));

/** An object of Kubernetes, as a chart renders it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: ManifestSpec;
  /** Of a ConfigMap. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What the specifications of several kinds have, as far as anything looks at it: an object has the fields of its own kind alone. */
interface ManifestSpec {
  readonly replicas?: number;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: PodSpec;
  };
  readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  readonly scaleTargetRef: object;
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly triggers: readonly { readonly type: string; readonly metadata: object }[];
  readonly policyTypes: readonly string[];
  readonly ingress: readonly { readonly ports: readonly object[] }[];
  readonly egress: readonly {
    readonly ports: readonly { readonly port: number }[];
    readonly to: readonly { readonly ipBlock?: { readonly except?: readonly string[] } }[];
  }[];
  readonly tls: readonly object[];
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly terminationGracePeriodSeconds: number;
  readonly volumes: readonly object[];
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly resources: object;
  readonly securityContext: object;
}

interface RenderOptions {
  /** Files of values, by their names in the chart's folder. */
  readonly values: readonly string[];
  /** More values, as `--set-json` takes them: `build.previous=[{"id": "a"}]`. */
  readonly set?: readonly string[];
  /** Whether it is an upgrade. Default: an install. */
  readonly isUpgrade?: boolean;
  /** URL of a cluster that templates may look into. Default: none. */
  readonly cluster?: string;
}

/** What the chart renders to, as text. Throws `ToolFailedError` with Helm's words where it refuses. */
export function renderText({ values, set = [], isUpgrade = false, cluster }: RenderOptions): Promise<string> {
  return runTool(toolPath('helm'), [
    ...['template', 'grocer', chartFolder, '--namespace', 'forecasts', '--kube-version', '1.31.0'],
    ...values.flatMap((name) => ['--values', join(chartFolder, name)]),
    ...set.flatMap((one) => ['--set-json', one]),
    ...(isUpgrade ? ['--is-upgrade'] : []),
    ...(cluster === undefined ? [] : ['--dry-run=server', '--kube-apiserver', cluster]),
  ]);
}

/** What the chart renders to. */
export async function render(options: RenderOptions): Promise<readonly Manifest[]> {
  return parseManifests(await renderText(options));
}

/** The objects of a text of YAML documents. */
export function parseManifests(text: string): readonly Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const manifest = document.toJS() as Manifest | null;
    return manifest === null ? [] : [manifest];
  });
}
