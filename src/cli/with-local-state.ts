import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalState, LocalStateOptions } from '../app/app.ts';
import { withLocalState as withStateIn } from '../composition/local-state.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { quickProject } from '../project/quick-project.ts';
import { interruption } from './interruption.ts';
import { InterruptedError } from './refusals.ts';

/**
 * Gives a command a state for local cycles: in its folder, or in one that is deleted afterwards. Throws `InterruptedError` where
 * Ctrl-C ended them.
 */
export async function withLocalState<Result>(
  project: LoadedProject,
  folder: string,
  { folder: kind, quick = false }: LocalStateOptions,
  use: (state: LocalState) => Promise<Result>,
): Promise<Result> {
  const temporary = kind === 'temporary' ? await mkdtemp(join(tmpdir(), 'shelfcast-local-')) : undefined;
  const interrupted = interruption();
  try {
    const { signal } = interrupted;
    const options = { fresh: kind === 'emptied', quick };
    return await withStateIn(quick ? quickProject(project) : project, temporary ?? folder, options, (state) =>
      use({ ...state, signal }),
    );
  } catch (cause) {
    if (interrupted.signal.aborted) throw new InterruptedError({ cause });
    throw cause;
  } finally {
    interrupted.forget();
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
