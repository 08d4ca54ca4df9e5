import { expect, test } from 'vitest';
import type { FeatureSettings, Holiday } from '../../src/contracts/features.ts';
import { reproduceMemberJob } from '../../src/jobs/reproduce-member.ts';
import { snapshotDatasetJob } from '../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../src/jobs/train-member.ts';
import type { ModelRecord } from '../../src/ports/registry.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';
import { registeredModel } from '../support/registered-models.ts';

const config = `features: { leadWeeks: 1, calendar: { holidays: [{ name: 'may', rule: 'month-day', month: 5, day: 1 }] } },`;

test('a member fitted again has the same bytes, and one whose registered bytes differ is reported', async () => {
  const { project, ports, files } = await loadedSmallProject({ config });
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const sources = await ingestAll(ports, project);
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff: files.cutoff, sources }, context);
  const data = summary.segments[0]!;
  const trained = await trainMemberJob(
    {
      ...{ environment: 'dev', cycleId: 'cycle/1', cutoff: files.cutoff, member: 'lasso' },
      dataset: { version: summary.version, manifest: summary.manifest },
      assessment: { data, findings: [], retrain: true, reason: 'requested' },
    },
    context,
  );
  const { members, features, horizonWeeks } = project.resolved;
  const model: ModelRecord = {
    ...registeredModel('abcd1111').record,
    segment: data.segment,
    // A registry may give keys back in another order.
    parameters: { members, horizonWeeks, features: inOtherOrder(features) },
    seed: project.resolved.seed,
    members: { lasso: trained.files },
  };
  const input = { member: 'lasso', manifest: summary.manifest } as const;
  const again = await reproduceMemberJob({ ...input, model }, context);
  expect(again.files.map(({ file, same }) => [file, same])).toEqual([
    ['arrays.bin', true],
    ['member.json', true],
  ]);

  const tampered = { ...trained.files, 'arrays.bin': trained.files['member.json']! };
  const other = await reproduceMemberJob({ ...input, model: { ...model, members: { lasso: tampered } } }, context);
  expect(other.files.map(({ same }) => same)).toEqual([false, true]);

  const unknown = await reproduceMemberJob({ ...input, model: { ...model, members: {} } }, context);
  expect(unknown.files.map(({ registered, same }) => [registered, same])).toEqual([
    [null, false],
    [null, false],
  ]);
});

function inOtherOrder(features: FeatureSettings): FeatureSettings {
  const reversed = (holiday: Holiday) => Object.fromEntries(Object.entries(holiday).reverse()) as Holiday;
  const { calendar, seasonalFromWeeks, leadWeeks, use } = features;
  return {
    calendar: { paydays: calendar.paydays, holidays: calendar.holidays.map(reversed) },
    seasonalFromWeeks,
    leadWeeks,
    use,
  };
}
