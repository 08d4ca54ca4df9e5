import { expect, test } from 'vitest';
import type { SegmentProfile } from '../../../src/contracts/profile.ts';
import type { QualityCheck } from '../../../src/contracts/quality.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { getJson } from '../../../src/ports/json-artifacts.ts';
import { diffDatasetsJob } from '../../../src/jobs/landing/diff-datasets.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import type { DatasetQuality } from '../../../src/ports/dataset-catalogue.ts';
import { diffText } from '../../../src/reports/datasets/diff-text.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a dataset version is profiled, checked and compared with another', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const snapshot = async (cutoff: string, checks: readonly QualityCheck[] = []) => {
    const sources = await ingestAll(ports, project);
    const checked = project.sources.map((source) => (source.kind === 'shipments' ? { ...source, checks } : source));
    const input = { region: 'north', cutoff, sources };
    return snapshotDatasetJob(input, { ...context, project: { ...project, sources: checked } });
  };

  const { summary, record } = await snapshot(files.cutoff);
  const quality = record.qualityProfile as DatasetQuality;
  expect(summary.warnings).toBeUndefined();
  expect(quality.findings?.map(({ source, check, passed }) => `${source} ${check} ${passed}`)).toEqual([
    ...[
      'sales freshness true',
      'sales gaps true',
      'sales repeated-weeks true',
      'sales missing-weeks true',
      'sales volume true',
    ],
    ...['plans freshness true', 'plans gaps true', 'plans volume true'],
  ]);
  const profile = await getJson<SegmentProfile>(ports.store, summary.segments[0]!.profile!);
  expect(profile).toMatchObject({ region: 'north', format: 'large', cutoff: files.cutoff, weeks: 40 });
  expect(quality.profiles).toHaveProperty(`large/${profile.velocity}`, summary.segments[0]!.profile);

  // A warning goes along; a block ends it, with all that failed in the message.
  const late = addWeeks(files.cutoff, 2);
  expect((await snapshot(late)).summary.warnings).toEqual([
    `sales: newest row of ${files.cutoff}, 2 weeks behind the cutoff; limit 1`,
    'sales: the cutoff week has 0 rows, 0% of the median week; at least 50% are required',
  ]);
  await expect(
    snapshot(files.cutoff, [{ check: 'range', column: 'units', max: 1, maxShare: 0.01, severity: 'block' }]),
  ).rejects.toThrow(/the data of north at .* failed a blocking check: sales: \d+ of 480 values of units are above 1/);

  await files.deliverWeek(1);
  const next = await snapshot(addWeeks(files.cutoff, 1));
  const read = ({ summary: { version, manifest }, record: { qualityProfile } }: typeof next) => ({
    ...{ version, manifest },
    profiles: Object.values((qualityProfile as DatasetQuality).profiles ?? {}),
  });
  const diff = await diffDatasetsJob({ before: read({ summary, record }), after: read(next) }, context);
  expect(diff).toMatchObject({
    newWeeks: 1,
    schemaChanged: false,
    columns: [],
    files: { added: [`sales: sales/week-${addWeeks(files.cutoff, 1)}.csv`], removed: [], changed: [], same: 4 },
    partitions: { added: 0, removed: 0, changed: 6, same: 0 },
  });
  const week = addWeeks(files.cutoff, 1);
  expect(diff.fileRows).toEqual([{ file: `sales: sales/week-${week}.csv`, added: 24, removed: 0 }]);
  // Prices of the weeks ahead were known before; the sales of one of them came, and one more week is ahead.
  expect(diff.weekRows).toEqual([
    { week, added: 0, changed: 12, removed: 0 },
    { week: addWeeks(week, 2), added: 12, changed: 0, removed: 0 },
  ]);
  expect(diff.figures).toContainEqual({ name: 'sales: rows', before: 480, after: 492 });
  expect(diff.distributions.find(({ column }) => column === 'price')?.psi).toBeLessThan(0.05);
  expect(diffText(diff)).toMatch(/files +1 added, 0 removed, 0 changed, 4 the same\n {2}\+ sales: sales\/week-/);
});
