import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FittedMemberName } from '../../src/contracts/segment.ts';
import type { TrainMemberInput } from '../../src/contracts/cycle.ts';
import { snapshotDatasetJob } from '../../src/jobs/landing/snapshot-dataset.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { createLocalPorts, ingestAll } from './dataset-ports.ts';
import { createSmallProject } from './small-project.ts';

export interface SmallTraining {
  readonly projectDirectory: string;
  /** Artifact store that holds the dataset. */
  readonly artifactsDirectory: string;
  readonly jobsVersion: string;
  /** Ids of the processes of all jobs so far, oldest first. */
  jobProcesses(): Promise<readonly number[]>;
  /** What a member of the segment `north/large/fast` is trained with. */
  input(member: FittedMemberName): TrainMemberInput;
}

export interface SmallTrainingOptions {
  readonly directory: string;
  /** Passes of each network over its rows. */
  readonly epochs: number;
  /** JavaScript that runs in the process of each job first. Default none. */
  readonly inJob?: string;
}

/** A small project with a dataset, ready for a training of as many epochs as wanted. */
export async function createSmallTraining(options: SmallTrainingOptions): Promise<SmallTraining> {
  const { directory, epochs, inJob = '' } = options;
  const { cutoff } = await createSmallProject({ directory });
  const config = join(directory, 'shelfcast.config.ts');
  const text = await readFile(config, 'utf8');
  // The preset is given, so that nothing is trained before the first checkpoint.
  const network = `network: { preset: 'steady', epochs: ${epochs},`;
  await writeFile(config, `${text.replace(/network: \{ preset: '\w+', epochs: \d+,/, network)}\n${inJobs(inJob)}`);
  const project = await loadProject(directory);
  const ports = await createLocalPorts(project);
  try {
    const context = { ...ports, project, trainer: { train: unused }, progress: () => undefined };
    const sources = await ingestAll(ports, project);
    const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
    return {
      projectDirectory: directory,
      artifactsDirectory: join(directory, '.shelfcast', 'artifacts'),
      jobsVersion: project.jobsVersion,
      jobProcesses: async () => (await readFile(join(directory, idsFile), 'utf8')).trimEnd().split('\n').map(Number),
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

const idsFile = 'job-processes';

/** Code for the configuration, which workers load as well: each job leaves its process's id. */
const inJobs = (code: string): string => `
if (process.argv[1]?.endsWith('processes/main.ts')) {
  process.getBuiltinModule('fs').appendFileSync(process.env.SHELFCAST_PROJECT + '/${idsFile}', process.pid + '\\n');
  ${code}
}
`;

const unused = (): Promise<never> => Promise.reject(new Error('no network is trained here'));
