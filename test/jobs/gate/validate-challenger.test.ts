import { expect, test } from 'vitest';
import type { GateCheck } from '../../../src/contracts/cycle.ts';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { scoreRegionJob } from '../../../src/jobs/scoring/score-region.ts';
import { snapshotDatasetJob } from '../../../src/jobs/landing/snapshot-dataset.ts';
import { trainMemberJob } from '../../../src/jobs/training/train-member.ts';
import { validateChallengerJob } from '../../../src/jobs/gate/validate-challenger.ts';
import type { JobInput } from '../../../src/ports/job-runner.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('a champion that has seen the windows is judged by what production had published from their cutoffs', async () => {
  const { project, ports, files } = await loadedSmallProject();
  const trainer = { train: () => Promise.reject(new Error('no network is trained here')) };
  const context = { ...ports, project, trainer, progress: () => undefined };
  const sources = await ingestAll(ports, project);

  /** A challenger of the last weeks up to a cutoff, of the LASSO alone. */
  const trained = async (cutoff: Week) => {
    const { summary } = await snapshotDatasetJob({ region: 'north', cutoff, sources }, context);
    const data = summary.segments[0]!;
    const training = {
      ...{ environment: 'dev', cycleId: 'cycle/1', cutoff },
      dataset: { version: summary.version, manifest: summary.manifest },
      assessment: { data, findings: [], retrain: true, reason: 'never trained' },
    };
    const member = await trainMemberJob({ ...training, member: 'lasso' }, context);
    const validate = (more: Partial<JobInput<'validate-challenger'>> = {}) =>
      validateChallengerJob({ ...training, trained: [member], published: [], rolledBack: {}, ...more }, context);
    return { data, manifest: summary.manifest, validate };
  };
  const check = (name: string, gate: readonly GateCheck[]) => gate.find((one) => one.check === name);

  // The last window before the newest cutoff begins two weeks before it, at the first one.
  const [first, second, newest] = [-2, -1, 0].map((ahead) => addWeeks(files.cutoff, ahead)) as [Week, Week, Week];
  const one = await trained(first);
  const { record: champion, challenger } = await one.validate();
  expect(challenger.gate.map(({ check: name }) => name)).toEqual([
    'mape within target',
    'beats the baseline',
    'data sound',
    'training complete',
    'scores the cutoff',
  ]);
  expect(check('training complete', challenger.gate)).toMatchObject({ passed: true });
  expect(check('scores the cutoff', challenger.gate)).toMatchObject({ passed: true });
  // Without a champion the best of three serves, and with a person to decide only those that need no approval are compared.
  expect(challenger.serves?.automatic.reason).toMatch(
    /^error against the seasonal member: challenger \d+\.\d%, seasonal 100\.0%, baseline \d+\.\d%, on \d+ rows$/,
  );
  expect(['seasonal', 'baseline']).toContain(challenger.serves?.manual.by);
  const { segment, items } = one.data;
  const { parquet, csv, rows } = await scoreRegionJob(
    {
      environment: 'dev',
      region: 'north',
      cutoff: first,
      manifest: one.manifest,
      segments: [{ segment, items, champion }],
    },
    context,
  );
  const forecast = {
    ...{
      environment: 'dev',
      region: 'north',
      cutoff: first,
      cycleId: 'cycle/1',
      datasetVersion: 'd',
      rows,
      parquet,
      csv,
    },
    ...{ uri: '', scoredBy: {} },
  };

  const later = (await (await trained(second)).validate()).record;
  const last = await trained(newest);
  const against = async (more: Partial<JobInput<'validate-challenger'>>): Promise<GateCheck | undefined> =>
    check('not worse than the champion', (await last.validate(more)).challenger.gate);

  const seen = await against({ champion: later });
  expect(seen).toMatchObject({ passed: true, detail: expect.stringMatching(/^none of 2 windows compares/) as string });
  const published = await against({ champion: later, published: [{ forecast, versions: [champion.version] }] });
  expect(published?.detail).toMatch(/1 of 2 windows compare \(1 published\), \d+ rows$/);
  const again = await against({ champion });
  expect(again?.detail).toMatch(/1 of 2 windows compare \(1 forecast again\), \d+ rows$/);
  // The same model from the same cutoff: what it published is what it forecasts again.
  const figures = (detail = ''): string[] => detail.match(/[\d.]+(?=%)|\d+(?= rows)/g) ?? [];
  expect(figures(published?.detail)).toEqual(figures(again?.detail));
  // What others published says nothing about it.
  const foreign = await against({ champion: later, published: [{ forecast, versions: ['someone'] }] });
  expect(foreign?.detail).toMatch(/^none of 2 windows compares/);

  const rolledBack = { to: 'm1', by: 'ann', at: '2025-10-07T00:00:00.000Z', reason: 'too low' };
  const { version } = (await last.validate()).challenger;
  const refused = (await last.validate({ rolledBack: { [version]: rolledBack } })).challenger;
  expect(refused).toMatchObject({ version, gatePassed: false });
  expect(check('not rolled back', refused.gate)?.detail).toMatch(/^ann rolled back from/);

  const retired = { by: 'ann', at: '2025-10-07T00:00:00.000Z', reason: 'too low' };
  const takenOut = (await last.validate({ retired: { [version]: retired } })).challenger;
  expect(takenOut).toMatchObject({ version, gatePassed: false });
  expect(check('not retired', takenOut.gate)?.detail).toMatch(/^ann retired .* on 2025-10-07: too low$/);
  // Nor does it serve provisionally, though it is the best there is.
  expect((await last.validate()).challenger.serves?.automatic.by).toBe('challenger');
  expect(takenOut.serves?.automatic.by).not.toBe('challenger');
});
