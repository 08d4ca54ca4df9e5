import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { App, OperationStep } from '../../../src/app/app.ts';
import { promoteModel } from '../../../src/app/models/promote-model.ts';
import { approvePromotion } from '../../../src/app/promotions/approve-promotion.ts';
import { listPromotions } from '../../../src/app/promotions/list-promotions.ts';
import { rejectPromotion } from '../../../src/app/promotions/reject-promotion.ts';
import { showPromotion } from '../../../src/app/promotions/show-promotion.ts';
import { rollBack } from '../../../src/app/promotions/roll-back.ts';
import type { AdoptionInput } from '../../../src/contracts/adoption.ts';
import { refusalTypes } from '../../../src/contracts/refusal-types.ts';
import type { DecisionKind, PromotionDecision } from '../../../src/ports/champions.ts';
import { DecisionRefusedError } from '../../../src/ports/promotions.ts';
import { RequestRefusedError } from '../../../src/ports/region-controllers.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { recordDatasets } from '../../support/recorded-datasets.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const reason = 'backtest looked at';
const { segment, backtest, gate } = registeredModel('m').record;

let database: TestRegistry;
let app: App;
let decided: unknown[];
let adopted: AdoptionInput[];
let steps: OperationStep[];
let refuse: Error | undefined;

/** Enters a step of the decision on a version in the registry. */
async function record(
  kind: DecisionKind,
  version: string,
  velocity: 'fast' | 'slow',
  { actor = 'cycle', environment = 'prod', run = `run-${version}`, facts = {} }: Partial<PromotionDecision> = {},
) {
  await database.registry.recordDecision({
    ...{
      id: `${version}/${kind}`,
      promotion: `promotion/${environment}/${version}`,
      run,
      environment,
    },
    ...{
      segment: { ...segment, velocity },
      version,
      cutoff: '2026-01-05',
      kind,
      gatePassed: true,
      actor,
      reason,
      facts,
    },
  });
}

const expiresAt = '2026-01-12T00:00:00.000Z';

beforeAll(async () => {
  database = await startTestRegistry();
  await recordDatasets(database);
  const versions = { abcd1111: 'fast', abcd2222: 'slow', a53a74a4: 'slow', ef334455: 'fast' } as const;
  for (const [version, velocity] of Object.entries(versions)) {
    await database.registry.recordModel('prod', {
      ...registeredModel(version, velocity).record,
      datasetVersion: 'aaaa1',
    });
  }
  await record('adopt', 'abcd1111', 'fast', { actor: 'ann', run: 'of the adoption' });
  await record('wait', 'abcd1111', 'fast', {
    facts: { expiresAt, gate: [gate[0]], champion: 'abcd0000', from: 'dev' },
  });
  await record('remind', 'abcd1111', 'fast');
  await record('wait', 'abcd2222', 'slow');
  await record('wait', 'a53a74a4', 'slow');
  await record('approve', 'a53a74a4', 'slow', { actor: 'ines' });
  await record('wait', 'ef334455', 'fast', { environment: 'dev' });
});
afterAll(() => database.stop());

beforeEach(() => {
  [decided, adopted, steps, refuse] = [[], [], [], undefined];
  app = testApp({
    registry: database.registry,
    project: { resolved: { environments: { dev: {}, prod: {} } } } as unknown as LoadedProject,
    onStep: (step) => steps.push(step),
    orchestration: {
      promotions: {
        decide: ({ promotion, run }, word, decision) => {
          if (refuse) return Promise.reject(refuse);
          decided.push([promotion, run, word, decision]);
          return Promise.resolve({ decision: word === 'approve' ? 'promoted' : 'rejected', ...decision });
        },
        adopt: (input, onStarted) => {
          if (refuse) return Promise.reject(refuse);
          adopted.push(input);
          onStarted('adoption/1');
          const challenger = { version: input.version, segment, backtest, gate, gatePassed: true };
          return Promise.resolve({
            ...{ decision: 'judged', reason, from: input.from, to: input.to, policy: 'manual', challenger },
            dataset: { version: 'd1', cutoff: '2026-01-05' },
          });
        },
      },
      controllers: {
        rollback: ({ region }, { version }) =>
          refuse
            ? Promise.reject(refuse)
            : Promise.resolve({ segment: `${region}/large/fast`, from: 'b', to: version ?? 'a', triggerId: 't1' }),
      },
    },
  });
});

test('what waits is listed in all environments, or in one', async () => {
  const versions = async (input: { environment?: string }) =>
    (await performed(listPromotions, app, input)).map(({ challenger }) => challenger.version);
  expect(await versions({})).toEqual(['ef334455', 'abcd1111', 'abcd2222']);
  expect(await versions({ environment: 'dev' })).toEqual(['ef334455']);
  await expect(versions({ environment: 'test' })).rejects.toMatchObject({ code: 'unknown-environment' });
});

test('what waits is listed with its figures, deadline, reminders and origin as the registry has them: Temporal need not answer', async () => {
  const alone = testApp({ registry: database.registry, project: app.project });
  const [first] = await performed(listPromotions, alone, { environment: 'prod' });
  expect(first).toEqual({
    ...{ environment: 'prod', promotion: 'promotion/prod/abcd1111', run: 'run-abcd1111', state: 'waiting', expiresAt },
    ...{ since: expect.stringMatching(/Z$/) as string, champion: 'abcd0000', reminders: 1 },
    challenger: { version: 'abcd1111', segment, backtest, gate: [gate[0]], gatePassed: true },
    adoption: { from: 'dev', by: 'ann', reason },
  });
});

test('a challenger is approved or rejected by its segment or version, in the name of who asks', async () => {
  const environment = 'prod';
  const segmentWord = { environment, challenger: 'north/large/fast', reason };
  expect(await performed(approvePromotion, app, segmentWord)).toEqual({
    ...{ promotion: 'promotion/prod/abcd1111', version: 'abcd1111', decision: 'promoted', by: 'ann', reason },
  });
  await performed(rejectPromotion, app, { environment, challenger: 'abcd2', reason });
  const decision = { by: 'ann', reason };
  expect(decided).toEqual([
    ['promotion/prod/abcd1111', 'run-abcd1111', 'approve', decision],
    ['promotion/prod/abcd2222', 'run-abcd2222', 'reject', decision],
  ]);
});

test('a challenger that waits is shown with the champion it would replace', async () => {
  expect(await performed(showPromotion, app, { environment: 'prod', challenger: 'north/large/fast' })).toEqual({
    ...{ environment: 'prod', promotion: 'promotion/prod/abcd1111', run: 'run-abcd1111', segment: 'north/large/fast' },
    ...{ version: 'abcd1111', cutoff: '2026-01-05', gatePassed: true, champion: null },
  });
  await expect(performed(showPromotion, app, { environment: 'prod', challenger: 'a53a' })).rejects.toMatchObject({
    code: 'unknown-challenger',
  });
});

test('one that does not wait is refused, with how it ended or what waits instead', async () => {
  const say = (challenger: string, environment = 'prod') =>
    refusalMessage(() => performed(approvePromotion, app, { environment, challenger, reason }));
  expect(await say('abcd')).toBe('UsageError: "abcd" may be abcd1111, abcd2222; name one of them');
  expect(await say('abc')).toBe(
    'UsageError: no challenger "abc" waits for approval in prod; those of north/large/fast (abcd1111), north/large/slow (abcd2222) do',
  );
  expect(await say('a53a')).toMatch(
    /^UsageError: no challenger "a53a" waits for approval in prod; a53a74a4 has been promoted by ines on \d{4}-\d\d-\d\d: backtest looked at$/,
  );
  refuse = new DecisionRefusedError('the challenger has been superseded');
  expect(await say('abcd1')).toBe('DecisionRefusedError: the challenger has been superseded');
});

test('a rollback goes through the controller of its region', async () => {
  const back = (of: string, to?: string) =>
    performed(rollBack, app, { environment: 'prod', segment: of, reason, ...(to === undefined ? {} : { to }) });
  expect(await back('north/large/fast', 'abcd0000')).toEqual({
    ...{ segment: 'north/large/fast', from: 'b', to: 'abcd0000', triggerId: 't1' },
  });
  expect(await refusalMessage(() => back('north/large'))).toBe(
    'UsageError: "north/large" is no segment; write region/format/velocity, e.g. us-midwest/large/fast',
  );
  refuse = new RequestRefusedError({ region: 'north', type: 'NeverChampion', reason: 'x was never champion' });
  expect(await refusalMessage(() => back('north/large/fast'))).toBe('DecisionRefusedError: x was never champion');
  refuse = new RequestRefusedError({ region: 'north', type: refusalTypes.noController, reason: 'none' });
  expect(await refusalMessage(() => back('north/large/fast'))).toBe(
    'DecisionRefusedError: region/prod/north does not run in prod',
  );
  const facts = { refusal: 'retired', version: 'abcd0000', environment: 'prod' };
  refuse = new RequestRefusedError({ region: 'north', type: 'RollbackRefused', reason: 'x is retired', facts });
  expect(await refusalMessage(() => back('north/large/fast'))).toBe(
    'DecisionRefusedError: x is retired; "shelfcast models unretire abcd0000 --env prod" takes that back',
  );
});

test('a model is brought to another environment with a reason, which a dry run does without', async () => {
  const model = 'abcd1111abcd1111';
  const bring = (more: { reason?: string; dryRun?: boolean }) =>
    performed(promoteModel, app, { model, from: 'dev', to: 'prod', ...more });
  expect(await refusalMessage(() => bring({}))).toBe('UsageError: give a reason for the audit trail: --reason <text>');
  expect((await bring({ dryRun: true })).decision).toBe('judged');
  await bring({ reason });
  expect(adopted).toEqual([
    { version: model, from: 'dev', to: 'prod', by: 'ann', reason: 'dry run', dryRun: true },
    { version: model, from: 'dev', to: 'prod', by: 'ann', reason },
  ]);
  expect(steps[0]).toEqual({ step: 'adoption-started', workflowId: 'adoption/1', environment: 'prod' });
  refuse = new DecisionRefusedError('dev has no such version');
  expect(await refusalMessage(() => bring({ reason }))).toBe('DecisionRefusedError: dev has no such version');
  refuse = new DecisionRefusedError('it waits already', {
    facts: { refusal: 'waits-already', version: model, environment: 'prod' },
  });
  expect(await refusalMessage(() => bring({ reason }))).toBe(
    `DecisionRefusedError: it waits already: "shelfcast approve ${model} --env prod", or reject it`,
  );
});
