import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedPart } from '../cached-part.mjs';
import { run } from '../command.mjs';
import { COMPOSE, HELM, KUBECONFORM, KUBERNETES_SCHEMAS } from '../pins/deploy-tools.mjs';
import { goProgram } from '../sources/go-program.mjs';
import { kubernetesSchemasWheel } from '../sources/kubernetes-schemas-wheel.mjs';

const neededFor = /** @type {const} */ (['deploy']);
const wayOut = 'the checks of deploy/ that want it cannot run';

/**
 * @param {Pick<import('../part.mjs').Part, 'id' | 'title'> & Partial<Pick<import('../part.mjs').Part, 'neededFor' | 'optional'>>} facts
 * @param {import('../pins/deploy-tools.mjs').GoProgram} program
 * @param {readonly string[]} args that have it do nothing
 */
function goPart(facts, program, args) {
  return cachedPart(
    { neededFor, ...facts },
    {
      version: program.version,
      program: program.program,
      source: (_, progress) => goProgram(program, progress),
      start: (path) => run(path, args, { timeoutMs: 20_000 }),
      wayOut,
    },
  );
}

/** Tests of what the chart renders want it too. */
export const helm = goPart({ id: 'helm', title: 'Helm', neededFor: ['deploy', 'stack'], optional: true }, HELM, [
  'version',
]);

export const kubeconform = goPart({ id: 'kubeconform', title: 'kubeconform' }, KUBECONFORM, ['-v']);

export const compose = goPart({ id: 'docker-compose', title: 'Docker Compose' }, COMPOSE, ['version']);

/** A folder of schemas for each version of Kubernetes. */
export const kubernetesSchemas = cachedPart(
  { id: 'kubernetes-schemas', title: 'schemas of Kubernetes', neededFor },
  {
    version: KUBERNETES_SCHEMAS.version,
    program: '',
    source: (_, progress) => kubernetesSchemasWheel(progress),
    start: (folder) =>
      access(join(folder, `v${KUBERNETES_SCHEMAS.kubernetes[0]}-local-strict`, 'deployment-apps-v1.json')),
    wayOut,
  },
);
