import { describe, expect, test } from 'vitest';
import type { CauseFinding, RetrainCause, SegmentData } from '../../src/contracts/cycle.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';
import type { ModelRecord } from '../../src/ports/registry.ts';
import { retrainDecision, retrainFindings, type AssessmentContext } from '../../src/registry/retrain-causes.ts';

const data: SegmentData = {
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  items: { hash: 'i', extension: 'json', bytes: 5 },
  series: 4,
  dataHash: 'h1',
};
const files = { 'model.json': { hash: 'm', extension: 'json', bytes: 5 } };
const champion = {
  ...{ version: 'm1', dataHash: 'h1', codeVersion: 'c1', trainingCutoff: '2026-11-09' },
  members: { lasso: files, network: files },
} as unknown as ModelRecord;
const context: AssessmentContext = {
  cutoff: '2026-11-09',
  scoredOn: '2026-11-09',
  codeVersion: 'c1',
  staleAfterDays: 60,
  members: ['lasso', 'network'],
  triggers: [],
};
const asks = (retrain: Trigger['retrain']): Trigger => ({
  id: '1',
  cause: 'request',
  requestedBy: 'ann',
  ...(retrain ? { retrain } : {}),
});

function holding(
  changes: Partial<AssessmentContext>,
  model: Partial<ModelRecord> | undefined,
  hash = 'h1',
): RetrainCause[] {
  const findings = retrainFindings({ ...data, dataHash: hash }, model && { ...champion, ...model }, {
    ...context,
    scoredOn: changes.cutoff ?? context.cutoff,
    ...changes,
  });
  return findings.filter(({ holds }) => holds).map(({ cause }) => cause);
}

describe('causes to retrain', () => {
  test.each<[string, RetrainCause[], Partial<AssessmentContext>, Partial<ModelRecord> | undefined, string]>([
    ['nothing has changed', [], {}, {}, 'h1'],
    ['there is no champion', ['never-trained'], {}, undefined, 'h1'],
    ['the champion lacks a member', ['never-trained'], {}, { members: { network: files } }, 'h1'],
    ['a member was turned on', ['never-trained'], { members: ['lasso', 'network', 'trees'] }, {}, 'h1'],
    ['a member was turned off', [], { members: ['lasso'] }, {}, 'h1'],
    ['the data changed', ['data'], {}, {}, 'h2'],
    ['the code changed', ['code'], { codeVersion: 'c2' }, {}, 'h1'],
    ['56 days are not stale', [], { cutoff: '2027-01-04' }, {}, 'h1'],
    ['63 days are stale', ['stale'], { cutoff: '2027-01-11' }, {}, 'h1'],
    ['somebody asks for all', ['requested'], { triggers: [asks('all')] }, {}, 'h1'],
    ['somebody asks for this segment', ['requested'], { triggers: [asks(['large/fast'])] }, {}, 'h1'],
    ['somebody asks for another segment', [], { triggers: [asks(['large/slow'])] }, {}, 'h1'],
    ['somebody asks for a cycle only', [], { triggers: [asks(undefined)] }, {}, 'h1'],
    ['several hold at once', ['data', 'code', 'stale'], { codeVersion: 'c2', cutoff: '2027-02-01' }, {}, 'h2'],
  ])('%s: %j', (_case, expected, changes, model, hash) => {
    expect(holding(changes, model, hash)).toEqual(expected);
  });

  test('each finding says what was compared', () => {
    const later = { ...context, cutoff: '2026-11-30', scoredOn: '2026-11-30' };
    const findings = retrainFindings({ ...data, dataHash: 'h2' }, champion, later);
    expect(findings.map(({ cause, detail }) => `${cause}: ${detail}`)).toEqual([
      'never-trained: champion m1',
      'data: 3 new weeks since 2026-11-09',
      'code: feature, model and conditioner code as trained with',
      'stale: trained on data up to 2026-11-09, 21 days before 2026-11-30; limit 60',
      'requested: nobody asked',
    ]);
  });

  test('a member that was turned on is named', () => {
    const findings = retrainFindings(data, champion, { ...context, members: ['lasso', 'network', 'trees'] });
    expect(findings[0]).toEqual({ cause: 'never-trained', holds: true, detail: 'champion m1 lacks trees' });
  });

  test('a model grows old by the day it scores on, though no data comes', () => {
    const stale = (scoredOn: string): RetrainCause[] => holding({ scoredOn }, champion);
    expect(stale('2027-01-08')).toEqual([]);
    expect(stale('2027-01-09')).toEqual(['stale']);
  });
});

describe('the decision to retrain', () => {
  const found = (...causes: readonly RetrainCause[]): CauseFinding[] =>
    (['data', 'code'] as const).map((cause) => ({ cause, holds: causes.includes(cause), detail: 'compared' }));
  const decide = (
    findings: readonly CauseFinding[],
    triggers: readonly Trigger[] = [],
    onlySegments?: readonly string[],
  ) => retrainDecision(data, findings, { triggers, onlySegments });

  test('needs a cause', () => {
    expect(decide(found())).toEqual({ retrain: false, reason: 'no cause to retrain' });
    expect(decide(found('data'))).toEqual({ retrain: true, reason: 'data: compared' });
  });

  test('leaves alone what has not failed, where only that is redone', () => {
    expect(decide(found('data'), [], ['large/slow'])).toMatchObject({ retrain: false });
    expect(decide(found('data'), [], ['large/fast'])).toMatchObject({ retrain: true });
  });

  test('scores with the champions there are where nobody asks for more', () => {
    expect(decide(found('data'), [asks('none')])).toMatchObject({
      retrain: false,
      reason: 'left as it is: asked to score only (data: compared)',
    });
    expect(decide(found('data'), [asks('none'), asks(undefined)])).toMatchObject({ retrain: true });
  });
});
