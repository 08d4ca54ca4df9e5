import { expect, test } from 'vitest';
import type { ArtifactRef } from '../../../src/contracts/artifact.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import type { JobProgress } from '../../../src/ports/job-runner.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a fit or forecast whose pointer outlived its files is made again, to the same bytes, and says so', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const sources = await ingestAll(ports, project);
  const said: JobProgress[] = [];
  const context = { ...ports, project, trainer, progress: (progress: JobProgress) => void said.push(progress) };
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff: files.cutoff, sources }, context);
  const train = async () => {
    said.length = 0;
    const { seconds: _, ...trained } = await trainMemberJob(
      {
        ...{ environment: 'dev', cycleId: 'cycle/1', cutoff: files.cutoff, member: 'lasso' },
        dataset: { version: summary.version, manifest: summary.manifest },
        assessment: { data: summary.segments[0]!, findings: [], retrain: true, reason: 'requested' },
      },
      context,
    );
    return { trained, notes: said.flatMap(({ note }) => note ?? []) };
  };
  /** As a restore leaves a store whose pointers are newer than its objects. */
  const lose = async (ref: ArtifactRef) => expect(await ports.store.deleteObject(ref, Infinity)).toBe(true);
  const first = await train();
  expect(first.notes).toEqual([]);

  const file = Object.values(first.trained.files)[0]!;
  await lose(file);
  const fittedAgain = await train();
  // Both windows share one fit, so there are two; only the final one has lost a file.
  expect(fittedAgain.trained).toEqual({ ...first.trained, reusedFits: 1 });
  expect(fittedAgain.notes).toEqual([
    `lasso final fit: an earlier run did it, but artifact ${file.hash} of it is gone from the store or damaged; it is done again`,
  ]);
  await ports.store.get(file);

  const { forecast } = first.trained.windows[1]!;
  await lose(forecast);
  const forecastAgain = await train();
  expect(forecastAgain.trained).toEqual({ ...first.trained, reusedFits: 2 });
  expect(forecastAgain.notes).toHaveLength(1);
  expect(forecastAgain.notes[0]).toContain(forecast.hash);
  await ports.store.get(forecast);

  expect(await train()).toEqual({ trained: { ...first.trained, reusedFits: 2 }, notes: [] });
});
