import type { ArtifactRef } from '../../contracts/artifact.ts';
import type { RegionCycleResult } from '../../contracts/cycle.ts';
import type { IngestedSource } from '../../contracts/dataset.ts';
import { segmentName, type FittedMemberName } from '../../contracts/segment.ts';
import type { ValidationGroup, ValidationTest } from '../../contracts/validation.ts';
import { runLocalCycle, type LocalPorts } from '../../local/run-local-cycle.ts';
import { JobError } from '../../ports/job-errors.ts';
import type { JobProgress, StepJobs } from '../../ports/job-runner.ts';
import type { RegisteredModel } from '../../ports/model-catalogue.ts';
import type { LocalState } from '../app.ts';
import { newTrigger } from '../controllers/new-trigger.ts';
import { testSource } from './source-tests.ts';

export interface ValidationRequest {
  readonly environment: string;
  readonly regions: readonly string[];
  readonly quick: boolean;
  readonly actor: string;
}

/**
 * Runs a cycle of each region on an empty state and tests the result. A fault of the project is a test that failed; what
 * follows from it is not run. Throws where something else went wrong, so that nothing can be said about the project.
 */
export async function testProject(
  request: ValidationRequest,
  { runner, signal, ...state }: LocalState,
  onProgress: (job: string, progress: JobProgress) => void,
): Promise<readonly ValidationTest[]> {
  const jobs: StepJobs = {
    run: (name, input) => runner.run(name, input, { signal, onProgress: (progress) => onProgress(name, progress) }),
  };
  const running = { ...state, jobs, signal };
  const project = state.project.resolved;
  const { sources, regions } = project;
  const sound = `${sources.length} sources, ${regions.length} regions, horizon ${project.horizonWeeks} weeks`;
  const tests: ValidationTest[] = [test('data', project.name, 'configuration is sound', 'passed', sound)];
  const ingested: IngestedSource[] = [];
  for (const source of sources) {
    const one = await testSource(source, jobs);
    tests.push(...one.tests);
    if (one.ingested) ingested.push(one.ingested);
  }
  if (ingested.length < sources.length) return [...tests, ...notRun('a source cannot be used')];
  for (const region of request.regions) tests.push(...(await testRegion(region, request, ingested, running)));
  return tests;
}

type Running = LocalPorts & { readonly signal: AbortSignal };

async function testRegion(
  region: string,
  request: ValidationRequest,
  sources: readonly IngestedSource[],
  state: Running,
): Promise<readonly ValidationTest[]> {
  const { environment } = request;
  const name = 'a dataset can be made';
  let result: RegionCycleResult;
  try {
    result = await cycleOf(region, request, state);
  } catch (error) {
    // An error with a name of ours is about the project; anything else, about the machine.
    if (!(error instanceof JobError) || error.errorName === 'Error') throw error;
    return [test('data', region, name, 'failed', error.message), ...notRun('there is no dataset', region)];
  }
  const { version, rows } = result.dataset;
  const manifest = await state.registry.datasetManifest(version);
  if (!manifest) throw new Error(`the registry does not know dataset ${version}`);
  const made = test(
    'data',
    region,
    name,
    'passed',
    `${rows} rows to ${result.cutoff}, version ${version.slice(0, 12)}`,
  );
  const first = request.regions[0] === region ? 'first' : 'other';
  const tests = [made, ...(await state.jobs.run('validate-data', { manifest, sources, region: first }))];

  const models = (await state.registry.models()).filter((one) => one.environment === environment);
  let reproduced = false;
  for (const { segment, outcome, causes, reason } of result.segments) {
    const subject = segmentName(segment);
    const registered = models.find(({ record }) => segmentName(record.segment) === subject);
    if (outcome === 'failed') tests.push(test('training', subject, 'trains', 'failed', reason));
    // A quick run trains one segment; the others are as they were: never trained.
    if (!registered || causes.length === 0) continue;
    tests.push(...(await state.jobs.run('validate-model', { model: registered.record, manifest })));
    if (!reproduced && first === 'first') {
      tests.push(await sameSeedSameModel(registered, manifest, state));
      reproduced = true;
    }
  }
  return tests;
}

async function cycleOf(
  region: string,
  { environment, quick, actor }: ValidationRequest,
  { signal, ...state }: Running,
): Promise<RegionCycleResult> {
  const { formats } = state.project.resolved;
  const cutoff = await state.jobs.run('latest-cutoff', { region });
  const wanted = {
    environment,
    region,
    cutoff,
    triggers: [newTrigger(actor, { reason: 'validation' })],
    ...(quick ? { onlySegments: [`${formats[0]}/fast`] } : {}),
  };
  const nothing = (): void => undefined;
  const watch = { enter: nothing, source: nothing, segment: nothing, warn: nothing, member: nothing, signal };
  return runLocalCycle(wanted, state, watch);
}

/** Fits the members of a model once more from the same inputs: every byte has to come out the same. */
async function sameSeedSameModel(
  { record }: RegisteredModel,
  manifest: ArtifactRef,
  { jobs }: Running,
): Promise<ValidationTest> {
  const fitted = await Promise.all(
    (Object.keys(record.members) as FittedMemberName[]).map((member) =>
      jobs.run('reproduce-member', { model: record, member, manifest }),
    ),
  );
  const files = fitted.flatMap((one) => one.files.map((file) => ({ ...file, member: one.member })));
  const other = files.filter(({ same }) => !same).map(({ member, file }) => `${member}/${file}`);
  return test(
    'training',
    segmentName(record.segment),
    'same seed, same model',
    other.length === 0 ? 'passed' : 'failed',
    other.length === 0 ? `${files.length} files, the same bytes` : `other bytes in ${other.join(', ')}`,
  );
}

/** What follows from a fault and was not looked at. */
function notRun(reason: string, subject = 'all'): ValidationTest[] {
  return (['training', 'scoring'] as const).map((group) => test(group, subject, `${group} tests`, 'skipped', reason));
}

function test(
  group: ValidationGroup,
  subject: string,
  name: string,
  state: ValidationTest['state'],
  detail: string,
): ValidationTest {
  return { group, subject, name, state, detail };
}
