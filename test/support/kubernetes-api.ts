import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of the API of Kubernetes as Helm's `lookup` of Deployments asks for. */
export interface KubernetesApi {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on loopback. @param deployments the labels of those that run */
export async function startKubernetesApi(
  deployments: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<KubernetesApi> {
  const items = Object.entries(deployments).map(([name, labels]) => ({ metadata: { name, labels } }));
  const answers: Readonly<Record<string, object>> = {
    '/version': { major: '1', minor: '31', gitVersion: 'v1.31.0' },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [{ name: 'apps', versions: [{ groupVersion: 'apps/v1', version: 'v1' }] }],
    },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [] },
    '/apis/apps/v1': {
      kind: 'APIResourceList',
      groupVersion: 'apps/v1',
      resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs: ['get', 'list'] }],
    },
    '/apis/apps/v1/namespaces/forecasts/deployments': { kind: 'DeploymentList', apiVersion: 'apps/v1', items },
  };
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '', 'http://localhost').pathname];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { kind: 'Status', status: 'Failure', code: 404 }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
