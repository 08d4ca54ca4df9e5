import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MemberName } from '../../src/contracts/segment.ts';
import type { TrainMemberInput } from '../../src/contracts/cycle.ts';
import { snapshotDatasetJob } from '../../src/jobs/snapshot-dataset.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { createLocalPorts, ingestAll } from './dataset-ports.ts';
import { createSmallProject } from './small-project.ts';

export interface SmallTraining {
  readonly projectDirectory: string;
  /** Artifact store that holds the dataset. */
  readonly artifactsDirectory: string;
  readonly codeVersion: string;
  /** What a member of the segment `north/large/fast` is trained with. */
  input(member: MemberName): TrainMemberInput;
}

export interface SmallTrainingOptions {
  readonly directory: string;
  /** Passes of each network over its rows. */
  readonly epochs: number;
  /** TypeScript that runs where the project is loaded. Default none. */
  readonly configCode?: string;
}

/** A small project with a dataset, ready for a training of as many epochs as wanted. */
export async function createSmallTraining(options: SmallTrainingOptions): Promise<SmallTraining> {
  const { directory, epochs, configCode = '' } = options;
  const { cutoff } = await createSmallProject({ directory });
  const config = join(directory, 'shelfcast.config.ts');
  const text = await readFile(config, 'utf8');
  // The preset is given, so that nothing is trained before the first checkpoint.
  const network = `network: { epochs: ${epochs}, preset: 'steady',`;
  await writeFile(config, `${text.replace(/network: \{ epochs: \d+,/, network)}\n${configCode}\n`);
  const project = await loadProject(directory);
  const ports = await createLocalPorts(project);
  try {
    const context = { ...ports, project, trainer: { train: unused }, progress: () => undefined };
    const sources = await ingestAll(ports, project);
    const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
    return {
      projectDirectory: directory,
      artifactsDirectory: join(directory, '.shelfcast', 'artifacts'),
      codeVersion: project.codeVersion,
      input: (member) => ({
        ...{ environment: 'dev', cycleId: 'cycle/dev/north/1', cutoff, member },
        dataset: { version: summary.version, manifest: summary.manifest },
        assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
      }),
    };
  } finally {
    ports.tables.close();
  }
}

const unused = (): Promise<never> => Promise.reject(new Error('no network is trained here'));
