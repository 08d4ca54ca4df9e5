import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../package/run.ts';

/**
 * Build arguments that hand over how this machine reaches the registries of npm and pip. They are secrets of the build: nothing of them is in the
 * image, and the Dockerfile names no registry.
 */
export async function registrySecrets(folder: string): Promise<readonly string[]> {
  const registry = (await run('npm', ['config', 'get', 'registry'])).trim();
  const { NODE_EXTRA_CA_CERTS: authorities, PIP_INDEX_URL: index, PIP_CERT: certificate } = process.env;
  const npmrc = [`registry=${registry}\n`, ...(authorities === undefined ? [] : [`cafile=${authorities}\n`])];
  await writeFile(join(folder, 'npmrc'), npmrc.join(''), { mode: 0o600 });
  const pip = { 'index-url': index, cert: certificate };
  const lines = Object.entries(pip).flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}\n`]));
  await writeFile(join(folder, 'pip.conf'), ['[global]\n', ...lines].join(''), { mode: 0o600 });
  return [
    ...['--secret', `id=npmrc,src=${join(folder, 'npmrc')}`],
    ...['--secret', `id=pipconf,src=${join(folder, 'pip.conf')}`],
  ];
}
