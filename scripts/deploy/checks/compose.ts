import type { DeployCheck } from '../check.ts';
import { composeFaults } from '../compose/faults.ts';
import { DeployFaultsError } from '../deploy-faults-error.ts';
import type { ComposeProject } from '../compose/project.ts';
import { composeAdditions, composeFolder } from '../compose/read-file.ts';
import { runTool, toolPath } from '../tools.ts';

/** `deploy/compose`, as Docker Compose reads it with the settings of the example. */
export const composeCheck: DeployCheck = {
  what: 'deploy/compose by docker compose config',
  async run() {
    const everything = await read('compose.yaml', ...composeAdditions);
    const projects = [
      await read('compose.yaml'),
      ...(await Promise.all(composeAdditions.map((addition) => read('compose.yaml', addition)))),
      everything,
    ];
    const faults = [...new Set(projects.flatMap(composeFaults))];
    if (faults.length > 0) throw new DeployFaultsError('deploy/compose', faults);
    return { services: Object.keys(everything.services).length, files: 1 + composeAdditions.length, ok: true };
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
