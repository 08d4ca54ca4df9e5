import { onTestFinished } from 'vitest';
import { loadProject } from '../../src/project/load-project.ts';
import { createLocalPorts } from './dataset-ports.ts';
import { createSmallProject, type SmallProjectOptions } from './small-project.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A small project in a fresh folder, loaded, with local ports that are closed when the current test ends. */
export async function loadedSmallProject(options: Omit<SmallProjectOptions, 'directory'> = {}) {
  const files = await createSmallProject({ directory: await temporaryDirectory(), ...options });
  const project = await loadProject(files.directory);
  const ports = await createLocalPorts(project);
  onTestFinished(() => ports.tables.close());
  return { files, project, ports };
}
