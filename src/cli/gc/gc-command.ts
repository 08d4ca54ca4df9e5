import { userInfo } from 'node:os';
import type { Landing } from '../../ports/landing.ts';
import { collectGarbage } from '../../registry/retention/collect-garbage.ts';
import { garbageText } from '../../reports/gc/garbage-text.ts';
import { openStorage } from '../../composition/open-storage.ts';
import { artifactsSource } from '../../composition/sources.ts';
import { openProject, type ModelsOptions } from '../models/open-models.ts';
import { withRegistry } from '../with-registry.ts';

/** `shelfcast gc`: reports what nothing needs, and deletes it if asked to. Returns the exit code. */
export async function gcCommand(options: ModelsOptions & { readonly delete?: boolean }): Promise<number> {
  const { project, state } = await openProject(options);
  const { retention: policy, sources } = project.resolved;
  const report = await withRegistry(state, async (registry) => {
    const { store, landing } = await openStorage({
      artifacts: artifactsSource(state),
      landing: project.landingDirectory,
    });
    const landed = await filesIn(
      landing,
      sources.map((source) => source.landing),
    );
    const deleteFor = options.delete ? { deleteFor: userInfo().username } : {};
    return collectGarbage({ registry, store }, { policy, landed, now: Date.now(), ...deleteFor });
  });
  process.stdout.write(`${options.json ? JSON.stringify(report, undefined, 2) : garbageText(report)}\n`);
  return 0;
}

/** `path hash` of every file that a source takes. */
async function filesIn(landing: Landing, globs: readonly string[]): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for (const glob of globs) {
    for (const { path, hash } of await landing.list(glob)) files.add(`${path} ${hash}`);
  }
  return files;
}
