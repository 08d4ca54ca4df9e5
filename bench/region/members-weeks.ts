import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openArtifactStore } from '../../src/adapters/storage/open-storage.ts';
import type { ArtifactRef } from '../../src/contracts/artifact.ts';
import type { Week } from '../../src/contracts/week.ts';
import { loadMember } from '../../src/forecasting/index.ts';
import { readMemberFiles } from '../../src/jobs/training/stored-fit.ts';
import { weeksOf } from '../accuracy/weeks-used.ts';

/** What `shelfcast models list --json` says of a model. */
interface ListedModel {
  readonly trainingCutoff: Week;
  readonly members: Readonly<Record<string, Readonly<Record<string, ArtifactRef>> | undefined>>;
}

/** The fewest distinct target weeks that any member of the models in a state folder learned from. */
export async function weeksUsedByModels(checkout: string, project: string, state: string): Promise<number | undefined> {
  const args = ['models', 'list', '--json', '--project', project, '--state', state];
  const { stdout } = await promisify(execFile)(process.execPath, [join(checkout, 'bin/shelfcast.mjs'), ...args], {
    maxBuffer: 1 << 28,
  });
  const store = await openArtifactStore(join(state, 'artifacts'), {
    directory: join(state, 'cache'),
    maxMegabytes: 1024,
  });
  const weeks: number[] = [];
  for (const { trainingCutoff, members } of JSON.parse(stdout) as readonly ListedModel[]) {
    for (const files of Object.values(members)) {
      if (!files || !('member.json' in files)) continue;
      const used = weeksOf(loadMember(await readMemberFiles(store, files)).diagnostics, trainingCutoff);
      if (used !== undefined) weeks.push(used);
    }
  }
  return weeks.length > 0 ? Math.min(...weeks) : undefined;
}
