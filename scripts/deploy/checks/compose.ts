import type { DeployCheck } from '../check.ts';
import { composeFaults } from '../compose/faults.ts';
import { DeployFaultsError } from '../deploy-faults-error.ts';
import type { ComposeProject } from '../compose/project.ts';
import { composeFolder } from '../compose/read-file.ts';
import { runTool, toolPath } from '../tools.ts';

/** `deploy/compose`, as Docker Compose reads it with the settings of the example. */
export const composeCheck: DeployCheck = {
  what: 'deploy/compose by docker compose config',
  async run() {
    const plain = await read('compose.yaml');
    const encrypted = await read('compose.yaml', 'compose.encryption.yaml');
    const backedUp = await read('compose.yaml', 'compose.backup.yaml');
    const faults = [...new Set([plain, encrypted, backedUp].flatMap(composeFaults))];
    if (faults.length > 0) throw new DeployFaultsError('deploy/compose', faults);
    return { services: Object.keys(encrypted.services).length, ok: true };
  },
};

async function read(...files: readonly string[]): Promise<ComposeProject> {
  const named = files.flatMap((file) => ['--file', file]);
  const config = await runTool(
    toolPath('compose'),
    [...named, '--env-file', '.env.example', '--profile', '*', 'config', '--format', 'json'],
    { cwd: composeFolder },
  );
  return JSON.parse(config) as ComposeProject;
}
