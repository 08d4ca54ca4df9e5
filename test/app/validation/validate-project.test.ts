import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationStep } from '../../../src/app/app.ts';
import { validateProject } from '../../../src/app/validation/validate-project.ts';
import type { ValidationReport } from '../../../src/contracts/validation.ts';
import { JobError } from '../../../src/ports/job-errors.ts';
import { performed, testApp } from '../../support/app.ts';
import { instantLocalState } from '../../support/instant-local-state.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeEach(async () => {
  database = await startTestRegistry();
});
afterEach(() => database.stop());

async function projectApp() {
  const { project } = await loadedSmallProject();
  const passed = (group: 'data' | 'training', subject: string) => {
    return [{ group, subject, name: 'looks right', state: 'passed', detail: '' }] as const;
  };
  const state = await instantLocalState(project, database, {
    'validate-data': ({ region }) => passed('data', region),
    'validate-model': ({ model }) => passed('training', model.segment.velocity),
  });
  for (const region of ['north', 'south']) state.world.latest.set(region, '2025-10-06');
  const steps: OperationStep[] = [];
  return { app: testApp({ project, localState: state, onStep: (step) => steps.push(step) }), state, steps };
}
const namesOf = ({ tests }: ValidationReport, state: string): readonly string[] =>
  tests.filter((one) => one.state === state).map(({ group, subject, name }) => `${group} ${subject}: ${name}`);

test('data, training and scoring are tested on cycles of every region; one model is fitted twice', async () => {
  const { app, steps } = await projectApp();
  const report = await performed(validateProject, app, { environment: 'dev' });
  expect(report).toMatchObject({ project: 'small', quick: false, failed: 0, skipped: 0 });
  const names = namesOf(report, 'passed');
  expect(names.length).toBe(report.passed);
  expect(names).toEqual(
    expect.arrayContaining([
      ...[
        'data small: configuration is sound',
        'data north: a dataset can be made',
        'data south: a dataset can be made',
      ],
      ...['data first: looks right', 'data other: looks right', 'training fast: looks right'],
    ]),
  );
  expect(names.filter((name) => name.endsWith('same seed, same model'))).toEqual([
    'training north/large/fast: same seed, same model',
  ]);
  expect(steps).toContainEqual({
    ...{ step: 'job-moved', job: 'validate-data' },
    progress: { step: 'doing validate-data' },
  });
});

test('a quick validation looks at one region and segment', async () => {
  const { app, state } = await projectApp();
  const report = await performed(validateProject, app, { environment: 'dev', quick: true });
  expect(report.quick).toBe(true);
  expect(report.tests.some(({ subject }) => subject === 'south')).toBe(false);
  expect((await state.registry.models()).map(({ record }) => record.segment.velocity)).toEqual(['fast']);
});

test('a fault of the project fails a test, and what follows from it is not tried', async () => {
  const { app, state } = await projectApp();
  state.world.latest.delete('north');
  const report = await performed(validateProject, app, { environment: 'dev' });
  expect(namesOf(report, 'failed')).toEqual(['data north: a dataset can be made']);
  expect(namesOf(report, 'skipped')).toEqual(['training north: training tests', 'scoring north: scoring tests']);
});

test('a source that cannot be used fails at the look that found it', async () => {
  const { app, state } = await projectApp();
  state.world.before = (job) => {
    if (job !== 'ingest-source') return;
    throw new JobError({ errorName: 'ColumnMissingError', message: 'no column units', facts: {} });
  };
  const report = await performed(validateProject, app, { environment: 'dev' });
  expect(namesOf(report, 'failed')).toEqual(expect.arrayContaining(['data sales: columns are there']));
  expect(namesOf(report, 'skipped')).toEqual(
    expect.arrayContaining(['data sales: conditioner runs', 'training all: training tests']),
  );
});

test('what is no fault of the project is no result', async () => {
  const { app, state } = await projectApp();
  state.world.before = (job) => {
    if (job === 'latest-cutoff') throw new Error('the disk is full');
  };
  await expect(performed(validateProject, app, { environment: 'dev' })).rejects.toThrow('the disk is full');
});
