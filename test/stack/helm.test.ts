import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { readOidcSettings } from '../../src/api/oidc/oidc-settings.ts';
import { program } from '../../src/cli/program.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import {
  chartFolder,
  render,
  renderText,
  valuesFiles,
  type Manifest,
  type PodSpec,
} from '../../scripts/deploy/helm/chart.ts';
import { kindsOfOthers, kubernetesVersions } from '../../scripts/deploy/helm/validate.ts';
import { whyNoTool } from '../../scripts/deploy/tools.ts';
import { schemaTarget } from '../../scripts/setup/sources/kubernetes-schemas-wheel.mjs';
import { describeOn } from '../support/describe-on.ts';
import { commandLineFault } from '../support/docs/command-line-fault.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const cloud = ['values-temporal-cloud.yaml'];
const small = ['values-small.yaml'];
const signIn = [
  'api.oidc.issuer="https://a.example.com"',
  'api.oidc.clientId="a"',
  'api.oidc.groups=[{"group": "everyone", "role": "reader"}]',
];
const roles = Object.keys(taskQueues).sort();

describeOn('the Helm chart', whyNoTool('helm'), () => {
  const named = (manifests: readonly Manifest[], kind: string, name: string): Manifest => {
    const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name} among ${manifests.map((one) => one.metadata.name).join(', ')}`);
    return found;
  };
  const ofKind = (manifests: readonly Manifest[], kind: string): readonly Manifest[] =>
    manifests.filter((one) => one.kind === kind);
  /** Everything that runs containers. */
  const pods = (manifests: readonly Manifest[]): readonly { readonly name: string; readonly spec: PodSpec }[] =>
    manifests.flatMap(({ kind, metadata: { name }, spec }) => {
      if (kind === 'Deployment' || kind === 'Job') return [{ name, spec: spec.template.spec }];
      return kind === 'CronJob' ? [{ name, spec: spec.jobTemplate.spec.template.spec }] : [];
    });
  const refusal = (values: readonly string[], ...set: readonly string[]): Promise<string> =>
    renderText({ values, set }).then(
      () => 'rendered',
      (error: unknown) => (error as Error).message,
    );

  test('every pod runs as a user without rights on a file system that it cannot write', async () => {
    for (const values of valuesFiles) {
      const rendered = pods(await render({ values: [values], set: ['setCurrent.enabled=true'], isUpgrade: true }));
      expect(rendered.length).toBeGreaterThan(6);
      for (const { name, spec } of rendered) {
        expect(spec, name).toMatchObject({
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
        });
        for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
          expect(container.securityContext, name).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(Object.keys(container.resources), name).toEqual(['limits', 'requests']);
        }
      }
    }
  });

  test('there is a worker of each queue, with probes and more time to stop than a checkpoint takes', async () => {
    const workers = ofKind(await render({ values: small }), 'Deployment').filter(
      ({ spec }) => spec.template.spec.containers[0]?.name === 'worker',
    );
    expect(workers.map(({ spec }) => spec.template.spec.containers[0]?.args.join(' ')).sort()).toEqual(
      roles.map((role) => `worker --queues ${role}`),
    );
    for (const { spec } of workers) {
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
      expect(spec.template.spec.containers[0]).toMatchObject({
        ports: [{ name: 'status', containerPort: 9464 }],
        readinessProbe: { httpGet: { path: '/readyz', port: 'status' } },
        livenessProbe: { httpGet: { path: '/livez', port: 'status' } },
      });
    }
  });

  test('an older build keeps its own workers, image and name next to the new one', async () => {
    const manifests = await render({
      values: cloud,
      set: ['build.previous=[{"id": "Grocer_2026.47", "tag": "0.1.9"}]'],
    });
    const older = ofKind(manifests, 'Deployment').filter(
      ({ metadata }) => metadata.labels?.['shelfcast/build'] === 'Grocer_2026.47',
    );
    expect(older.map(({ metadata }) => metadata.name)).toEqual(
      roles.map((role) => expect.stringMatching(`^grocer-shelfcast-${role}-grocer-2026-4-[0-9a-f]{6}$`) as string),
    );
    const newer = ofKind(manifests, 'Deployment').filter(
      ({ metadata }) => metadata.labels?.['shelfcast/build'] === 'grocer-2026-48',
    );
    expect(newer.map(({ metadata }) => metadata.name)).toEqual(
      roles.map((role) => `grocer-shelfcast-${role}-grocer-2026-48`),
    );
    for (const { spec } of older) {
      const [worker] = spec.template.spec.containers;
      expect(worker?.image).toBe('shelfcast:0.1.9');
      expect(worker?.env).toContainEqual({ name: 'SHELFCAST_BUILD_ID', value: 'Grocer_2026.47' });
      expect(spec.selector.matchLabels['shelfcast/build']).toBe('Grocer_2026.47');
    }
    expect(newer[0]?.spec.template.spec.containers[0]?.image).toBe('shelfcast:0.2.0');
  });

  test("KEDA looks at the queue of each build in each environment, and keeps a worker during the week's cycles", async () => {
    const manifests = await render({ values: cloud, set: ['build.previous=[{"id": "older", "tag": "0.1.9"}]'] });
    const { spec } = named(manifests, 'ScaledObject', 'grocer-shelfcast-training-grocer-2026-48');
    expect(spec.scaleTargetRef).toEqual({ name: 'grocer-shelfcast-training-grocer-2026-48' });
    expect([spec.minReplicaCount, spec.maxReplicaCount]).toEqual([1, 8]);
    expect(spec.triggers.map((trigger) => trigger.metadata)).toEqual([
      expect.objectContaining({
        namespace: 'grocer-dev.a1b2c',
        taskQueue: taskQueues.training,
        queueTypes: 'activity',
        workerDeploymentName: 'shelfcast',
        workerDeploymentBuildId: 'grocer-2026-48',
      }),
      expect.objectContaining({ namespace: 'grocer-prod.a1b2c', taskQueue: taskQueues.training }),
      { timezone: 'America/Chicago', start: '50 5 * * 1', end: '0 12 * * 1', desiredReplicas: '4' },
    ]);
    const older = named(manifests, 'ScaledObject', 'grocer-shelfcast-training-older').spec;
    expect(older.minReplicaCount).toBe(1);
    expect(older.triggers.map((trigger) => trigger.type)).toEqual(['temporal', 'temporal']);
    // What scales has no number of its own, which each upgrade would set back.
    const { replicas } = named(manifests, 'Deployment', 'grocer-shelfcast-training-grocer-2026-48').spec;
    expect(replicas).toBeUndefined();
  });

  test('secrets are only referred to', async () => {
    for (const values of valuesFiles) {
      const manifests = await render({ values: [values] });
      expect(ofKind(manifests, 'Secret')).toEqual([]);
      for (const { name, spec } of pods(manifests)) {
        const { env = [] } = spec.containers[0] ?? {};
        const valueOf = (variable: string) => env.find((one) => one.name === variable)?.value;
        expect(valueOf('SHELFCAST_REGISTRY_URL'), name).toMatch(/^postgres:\/\/shelfcast@/);
        expect(valueOf('SHELFCAST_REGISTRY_PASSWORD_FILE'), name).toBe('/etc/shelfcast/registry/password');
        expect(spec.volumes, name).toContainEqual({
          name: 'registry',
          secret: { secretName: 'shelfcast-registry', defaultMode: 0o440 },
        });
      }
    }
  });

  test('before an install the servers are prepared; before an upgrade recent runs are replayed too', async () => {
    const hooks = async (isUpgrade: boolean): Promise<unknown> =>
      Object.fromEntries(
        ofKind(await render({ values: cloud, isUpgrade }), 'Job').map(({ metadata, spec }) => [
          metadata.annotations?.['helm.sh/hook'],
          [...(spec.template.spec.initContainers ?? []), ...spec.template.spec.containers].map((one) =>
            one.args.join(' '),
          ),
        ]),
      );
    expect(await hooks(true)).toEqual({
      'pre-upgrade': ['replay --env dev --since 30d', 'replay --env prod --since 30d'],
      'pre-install,pre-upgrade': ['bootstrap --env dev', 'bootstrap --env prod'],
    });
  });

  test('a budget holds for the pods of every build, and only metrics come in', async () => {
    const manifests = await render({ values: cloud });
    expect(ofKind(manifests, 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual(
      ['api', ...roles].sort().map((component) => `grocer-shelfcast-${component}`),
    );
    const { spec } = named(manifests, 'NetworkPolicy', 'grocer-shelfcast');
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.ingress.flatMap((rule) => rule.ports)).toEqual([{ protocol: 'TCP', port: 9464 }]);
    expect(spec.egress[1]?.ports.map((one) => one.port)).toEqual([443, 4318, 5432, 7233]);
    expect(spec.egress[1]?.to[0]?.ipBlock?.except).toEqual(['169.254.0.0/16']);
  });

  test('the API asks for keys, knows that its Ingress speaks TLS, and answers to its name', async () => {
    const manifests = await render({ values: ['values-managed-databases.yaml'] });
    const [api] = named(manifests, 'Deployment', 'grocer-shelfcast-api').spec.template.spec.containers;
    expect(api?.args.join(' ')).toBe(
      'api --host 0.0.0.0 --port 8080 --access keys --behind-tls --name grocer-shelfcast-api forecasts.example.com',
    );
    expect(named(manifests, 'Ingress', 'grocer-shelfcast-api').spec.tls).toEqual([
      { hosts: ['forecasts.example.com'], secretName: 'forecasts-tls' },
    ]);
    const without = named(await render({ values: small }), 'Deployment', 'grocer-shelfcast-api');
    expect(without.spec.template.spec.containers[0]?.args).not.toContain('--behind-tls');
    const behindAnother = await render({ values: small, set: ['api.behindTls=true'] });
    const [other] = named(behindAnother, 'Deployment', 'grocer-shelfcast-api').spec.template.spec.containers;
    expect(other?.args).toContain('--behind-tls');
  });

  test('with an issuer people sign in there: the API gets the settings, and the secret by reference', async () => {
    const manifests = await render({ values: cloud, set: ['api.oidc.audience="https://forecasts.example.com/api"'] });
    const { template } = named(manifests, 'Deployment', 'grocer-shelfcast-api').spec;
    const [api] = template.spec.containers;
    expect(api?.args.join(' ')).toBe(
      'api --host 0.0.0.0 --port 8080 --access oidc --oidc /etc/shelfcast/oidc/oidc.json --behind-tls ' +
        '--name grocer-shelfcast-api forecasts.example.com',
    );
    expect(api?.volumeMounts).toEqual(
      expect.arrayContaining([
        { name: 'oidc', mountPath: '/etc/shelfcast/oidc', readOnly: true },
        { name: 'oidc-client', mountPath: '/etc/shelfcast/oidc-client', readOnly: true },
      ]),
    );
    expect(template.spec.volumes).toEqual(
      expect.arrayContaining([
        { name: 'oidc', configMap: { name: 'grocer-shelfcast-oidc' } },
        { name: 'oidc-client', secret: { secretName: 'shelfcast-oidc', defaultMode: 0o440 } },
      ]),
    );
    // The program reads what the chart writes, where the secret is mounted.
    const text = named(manifests, 'ConfigMap', 'grocer-shelfcast-oidc').data?.['oidc.json'] ?? '';
    const folder = await temporaryDirectory();
    await writeFile(join(folder, 'client-secret'), 'the secret\n');
    expect(text).toContain('"clientSecretFile": "/etc/shelfcast/oidc-client/client-secret"');
    await writeFile(join(folder, 'oidc.json'), text.replace('/etc/shelfcast/oidc-client/', ''));
    expect(readOidcSettings(join(folder, 'oidc.json'), ['dev', 'prod'])).toMatchObject({
      issuer: 'https://login.example.com/realms/shop',
      clientId: 'shelfcast',
      clientSecret: 'the secret',
      publicUrl: 'https://forecasts.example.com',
      audience: 'https://forecasts.example.com/api',
      groups: [
        { group: 'planners', role: 'approver', environments: ['prod'] },
        { group: 'forecasting-platform', role: 'admin' },
        { group: 'everyone', role: 'reader' },
      ],
    });
    // Pods start again when the settings change, and only the API has them.
    const changed = await render({ values: cloud, set: ['api.oidc.sessionHours=2'] });
    const annotations = named(changed, 'Deployment', 'grocer-shelfcast-api').spec.template.metadata.annotations;
    expect(annotations?.['shelfcast/oidc']).toMatch(/^[0-9a-f]{64}$/);
    expect(annotations?.['shelfcast/oidc']).not.toBe(template.metadata.annotations?.['shelfcast/oidc']);
    const others = pods(manifests).filter(({ name }) => name !== 'grocer-shelfcast-api');
    for (const { name, spec } of others) expect(JSON.stringify(spec), name).not.toMatch(/oidc/);
  });

  test('every container trusts a certificate authority of your own', async () => {
    const manifests = await render({ values: cloud, set: ['certificateAuthority.existingSecret="shelfcast-ca"'] });
    for (const { name, spec } of pods(manifests)) {
      expect(spec.volumes, name).toContainEqual({
        name: 'certificate-authority',
        secret: { secretName: 'shelfcast-ca', defaultMode: 0o440 },
      });
      expect(spec.containers[0]?.env, name).toContainEqual({
        name: 'NODE_EXTRA_CA_CERTS',
        value: '/etc/shelfcast/certificate-authority/ca.pem',
      });
    }
  });

  test('the program takes the command line of every container', async () => {
    for (const values of valuesFiles) {
      const rendered = pods(await render({ values: [values], set: ['setCurrent.enabled=true'], isUpgrade: true }));
      for (const { name, spec } of rendered) {
        for (const { args } of [...(spec.initContainers ?? []), ...spec.containers]) {
          expect(commandLineFault(program, args, 'complete'), `${name}: ${args.join(' ')}`).toBeUndefined();
        }
      }
    }
  });

  test('set-up takes along the schema of every kind of Kubernetes that the chart has', async () => {
    const [oldest = ''] = kubernetesVersions;
    for (const values of valuesFiles) {
      for (const { apiVersion, kind } of await render({ values: [values], isUpgrade: true })) {
        if (kindsOfOthers.includes(kind)) continue;
        const [version = '', group = ''] = apiVersion.split('/').toReversed();
        const name = [kind.toLowerCase(), group.split('.')[0], version].filter((part) => part !== '').join('-');
        const member = `kubernetes_validate/kubernetes-json-schema/v${oldest}-local-strict/${name}.json`;
        expect(schemaTarget(member, '/d'), name).toBeDefined();
      }
    }
  });

  test('the alerts are a copy of those of deploy/prometheus', async () => {
    const [rules] = ofKind(await render({ values: cloud }), 'PrometheusRule');
    const copy = readFileSync(join(chartFolder, 'files/alerts.yml'), 'utf8');
    expect(rules!.spec).toEqual(parse(copy));
    const alerts = join(chartFolder, '../../prometheus/alerts.yml');
    if (existsSync(alerts)) expect(copy).toBe(readFileSync(alerts, 'utf8'));
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no build', ['build.id=""'], /build.id.*does not match pattern|build\.id/s],
    ['a misspelt value', ['worker={}'], /additional propert(y|ies) 'worker'/i],
    ['a password in a URL', ['registry.url="postgres://u:p@host/db"'], /registry.*url.*does not match/is],
    ['a secret among variables', ['env={"GRAFANA_PASSWORD": "x"}'], /GRAFANA_PASSWORD/],
    ['an Ingress without TLS', ['api.ingress={"enabled": true, "host": "a.example.com"}'], /tlsSecret/],
    ['a provider that is not asked by HTTPS', ['api.oidc.issuer="http://login.example.com"'], /api.*oidc.*issuer/s],
    ['a provider without groups', ['api.oidc.issuer="https://a.example.com"', 'api.oidc.clientId="a"'], /groups/],
    [
      'a provider that cannot send browsers back',
      [...signIn, 'networkPolicy.egressPorts=[443]'],
      /api\.oidc needs api\.oidc\.publicUrl, or api\.ingress/,
    ],
    [
      'a provider that pods cannot reach',
      [...signIn, 'api.oidc.publicUrl="https://b.example.com"'],
      /api\.oidc\.issuer is on port 443, which networkPolicy\.egressPorts does not let out/,
    ],
    ['no Temporal', ['temporal.address=""'], /where is Temporal\? set temporal\.address, or/],
    ['a codec without keys', ['codec.enabled=true'], /codec\.enabled needs encryption\.existingSecret/],
    [
      'autoscaling of nothing',
      ['workers.data.autoscaling.enabled=true'],
      /workers\.data\.autoscaling needs autoscaling\.temporal/,
    ],
    ['a build named twice', ['build.previous=[{"id": "first", "tag": "0.1.9"}]'], /build first is named twice/],
    ['an older build without its image', ['build.previous=[{"id": "older"}]'], /build.previous/],
  ])('refuses %s', async (_, set, message) => {
    expect(await refusal(small, ...set)).toMatch(message);
  });

  test('refuses an upgrade that removes workers of a build, unless it is named', async () => {
    const ofRelease = { 'app.kubernetes.io/instance': 'grocer' };
    const api = await startKubernetesApi({
      'grocer-shelfcast-training-older': { ...ofRelease, 'shelfcast/build': 'older' },
      'grocer-shelfcast-api': ofRelease,
      'another-shelfcast-training-x': { 'app.kubernetes.io/instance': 'another', 'shelfcast/build': 'x' },
    });
    onTestFinished(() => api.stop());
    const upgrade = (...set: string[]) =>
      renderText({ values: small, isUpgrade: true, cluster: api.url, set }).then(
        () => 'rendered',
        (error: unknown) => (error as Error).message,
      );
    expect(await upgrade()).toMatch(/workers of build older run and would be removed/);
    expect(await upgrade('build.previous=[{"id": "older", "tag": "0.1.9"}]')).toBe('rendered');
    expect(await upgrade('build.removeOthers=true')).toBe('rendered');
  });

  test('refuses to scale to none without floors: a worker that computes is no backlog', async () => {
    expect(await refusal(cloud, 'workers.scoring.autoscaling.minReplicas=0')).toMatch(
      /workers\.scoring\.autoscaling\.minReplicas is 0 without floors/,
    );
    expect(await refusal(cloud, 'workers.training.autoscaling.minReplicas=0')).toBe('rendered');
  });
});
