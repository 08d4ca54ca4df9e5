import { resolve } from 'node:path';
import { stateFolderOf } from '../../composition/sources.ts';
import { loadProject } from '../../project/load-project.ts';
import type { LoadedProject } from '../../project/loaded-project.ts';

/** Options of every command that looks at models. */
export interface ModelsOptions {
  readonly project: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** Loads a project and names its state folder. */
export async function openProject({
  project: folder,
  state,
}: ModelsOptions): Promise<{ project: LoadedProject; state: string }> {
  const project = await loadProject(resolve(folder));
  return { project, state: stateFolderOf(project.directory, state) };
}
