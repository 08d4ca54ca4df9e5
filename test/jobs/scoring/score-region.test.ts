import { expect, test } from 'vitest';
import { scoreRegionJob } from '../../../src/jobs/scoring/score-region.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('segments without a model: the fallback that was chosen, or the better one, with mean and quantiles for each', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const { cutoff } = files;
  const sources = await ingestAll(ports, project);
  const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
  const [chosen, open] = summary.segments;
  const {
    fallbacks = {},
    parquet,
    rows,
  } = await scoreRegionJob(
    {
      ...{ environment: 'dev', region: 'north', cutoff, manifest: summary.manifest },
      segments: [
        { segment: chosen!.segment, items: chosen!.items, fallback: 'baseline' },
        { segment: open!.segment, items: open!.items },
      ],
    },
    context,
  );
  expect(fallbacks['large/fast']).toEqual({ by: 'baseline', reason: '' });
  expect(fallbacks['large/slow']?.reason).toMatch(/^the segment has no champion; WAPE seasonal .*, baseline .* rows/);
  const table = await ports.tables.readParquet(await ports.store.localPath(parquet));
  const numbers = (name: string) => table[name] as Float64Array;
  const scoredBy = table['scored_by'] as readonly string[];
  expect(rows).toBe(scoredBy.length);
  expect(new Set(scoredBy)).toEqual(new Set(['baseline', fallbacks['large/slow']!.by]));
  for (let row = 0; row < rows; row++) {
    expect(numbers('p10')[row]!).toBeLessThanOrEqual(numbers('p50')[row]!);
    expect(numbers('p90')[row]!).toBeGreaterThanOrEqual(numbers('p50')[row]!);
    expect(numbers('mean')[row]!).toBeGreaterThan(0);
    expect(numbers('lasso')[row]!).toBeNaN();
    expect(numbers('seasonal')[row]!).toBeGreaterThanOrEqual(0);
    if (scoredBy[row] === 'baseline') expect(numbers('forecast')[row]).toBe(numbers('baseline')[row]);
  }
});
