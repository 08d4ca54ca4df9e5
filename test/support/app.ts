import type { App, LocalState, OperationJobs } from '../../src/app/app.ts';
import { perform, type Operation } from '../../src/app/operation.ts';
import type { JobInput, JobName, JobOutput } from '../../src/ports/job-runner.ts';
import type { Orchestration } from '../../src/ports/orchestration.ts';
import type { Registry } from '../../src/ports/registry.ts';

type JobAnswers = { readonly [Name in JobName]?: (input: JobInput<Name>) => JobOutput<Name> };

/** What a test gives operations; what it leaves out, an operation that asks for it fails on. */
export interface TestAppParts extends Partial<
  Omit<App, 'withRegistry' | 'withRegistryIfAny' | 'withJobs' | 'withLocalState' | 'withOrchestration'>
> {
  readonly registry?: Registry;
  readonly orchestration?: { readonly [Port in keyof Orchestration]?: Partial<Orchestration[Port]> };
  readonly localState?: LocalState;
  /** What jobs answer, at once. */
  readonly jobs?: JobAnswers;
}

/** Operations' surroundings for a test: `ann` asks. */
export function testApp({ registry, orchestration, localState, jobs = {}, ...parts }: TestAppParts): App {
  const missing = (what: string) => (): never => {
    throw new Error(`the test gives no ${what}`);
  };
  const instant: OperationJobs = {
    slots: 1,
    signal: new AbortController().signal,
    run: <Name extends JobName>(_title: string, job: Name, input: JobInput<Name>) => {
      const answer = jobs[job] as ((input: JobInput<Name>) => JobOutput<Name>) | undefined;
      return answer ? Promise.resolve(answer(input)) : missing(job)();
    },
    say: () => undefined,
  };
  return {
    actor: 'ann',
    get project() {
      return missing('project')();
    },
    withRegistry: (use) => (registry ? use(registry) : missing('registry')()),
    withRegistryIfAny: (use) => (registry ? use(registry) : Promise.resolve(undefined)),
    withJobs: (use) => use(instant),
    withWarmJobs: (use) => use(instant),
    withLocalState: (_options, use) => (localState ? use(localState) : missing('local state')()),
    openStorage: missing('storage'),
    openArtifacts: missing('other artifact store'),
    readRows: missing('rows'),
    sumRows: missing('rows'),
    readRowTexts: () => Promise.resolve(undefined),
    exportRows: missing('exports'),
    withOrchestration: (use) => (orchestration ? use(orchestration as Orchestration) : missing('orchestration')()),
    onStep: () => undefined,
    output: { write: missing('output') },
    openLandingWriter: missing('landing writer'),
    writeGrocer: missing('place for a grocer'),
    openExportTarget: missing('export target'),
    temporalUis: () => Promise.resolve({}),
    ownBuildId: missing('build'),
    openReplay: missing('build'),
    prepareStores: missing('stores'),
    ...parts,
  };
}

/** Runs an operation as an edge does. Throws where its answer is not what its schema says, or says more. */
export async function performed<Input, Answer>(
  operation: Operation<Input, Answer>,
  app: App,
  input: NoInfer<Input>,
): Promise<Answer> {
  const answer = await perform(operation, app, input);
  const parsed = operation.answer.parse(answer);
  const [given, described] = [answer, parsed].map((one) => JSON.stringify(sorted(one), undefined, 2));
  if (given !== described) throw new Error(`${operation.name} answers what its schema does not have: ${given}`);
  return answer;
}

/** With the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
