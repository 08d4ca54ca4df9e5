import type { Reproduction } from '../../contracts/model-report.ts';
import { segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { OperationJobs } from '../../app/app.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';
import { UsageError } from '../usage.ts';
import type { ModelWithDataset } from './open-models.ts';

/** Refuses a model of other code: its bytes could only be the same by chance. Throws `UsageError`. */
export function checkCode({ record, registeredAt }: RegisteredModel, codeVersion: string): void {
  if (record.codeVersion === codeVersion) return;
  throw new UsageError(
    `model ${record.version} was trained by code ${record.codeVersion.slice(0, 12)}, and this is ${codeVersion.slice(0, 12)}: ` +
      `check out Shelfcast and the project as they were when it was registered, e.g. ` +
      `git checkout $(git rev-list -1 --before=${registeredAt} HEAD)`,
  );
}

/** Fits every member of models again, each in a process of its own, and compares the bytes of every file. */
export async function reproduceModels(
  models: readonly ModelWithDataset[],
  jobs: OperationJobs,
): Promise<readonly Reproduction[]> {
  const tasks = models.flatMap((one) =>
    (Object.keys(one.model.record.members) as FittedMemberName[]).map((member) => ({ ...one, member })),
  );
  const made = await sideBySide(tasks, jobs.slots, async ({ model, manifest, member }) => {
    const { record } = model;
    const title = `${record.version} ${segmentName(record.segment)} ${member}`;
    const reproduced = await jobs.run(title, 'reproduce-member', { model: record, member, manifest });
    jobs.say(title, `fitted again in ${reproduced.seconds.toFixed(1)} s`);
    return { record, reproduced };
  });
  return models.map(({ model: { record } }) => {
    const members = made.filter((one) => one.record === record).map(({ reproduced }) => reproduced);
    const { version, segment, trainingCutoff, datasetVersion, codeVersion, seed } = record;
    const same = members.every(({ files }) => files.every((file) => file.same));
    return { version, segment, trainingCutoff, datasetVersion, codeVersion, seed, members, same };
  });
}
