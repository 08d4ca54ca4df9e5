import { describe, expect, it } from 'vitest';
import type { SegmentAssessment, SegmentTrainingInput, TrainMemberInput } from '../../src/contracts/cycle.ts';
import type { FittedMemberName } from '../../src/contracts/segment.ts';
import type { SegmentRunner, SegmentSteps } from '../../src/cycle/cycle-steps.ts';
import { trainSegment } from '../../src/cycle/train-segment.ts';

const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
const runner: SegmentRunner = {
  member: () => undefined,
  isCancelled: () => false,
  failureReason: (error) => (error as Error).message,
  warn: () => undefined,
};

/** Trains a segment with an assessment: which members were asked for, and the result. */
async function train(assessment: Partial<SegmentAssessment>, failing?: FittedMemberName) {
  const asked: FittedMemberName[] = [];
  const validated: FittedMemberName[] = [];
  const steps = {
    trainMember: ({ member }: TrainMemberInput) => {
      asked.push(member);
      if (member === failing) return Promise.reject(new Error('no memory left'));
      return Promise.resolve({ member, files: {}, windows: [], seconds: 1, reusedFits: 0 });
    },
    validateChallenger: ({ trained }: { readonly trained: readonly { readonly member: FittedMemberName }[] }) => {
      validated.push(...trained.map(({ member }) => member));
      return Promise.resolve({ challenger: { version: 'm1', segment }, record: {} });
    },
    recordModel: () => Promise.resolve(),
  } as unknown as SegmentSteps;
  const input = { assessment: { data: { segment }, ...assessment } } as unknown as SegmentTrainingInput;
  const challenger = await trainSegment(input, steps, runner);
  return { asked, validated, challenger };
}

describe('the members of a segment that are trained', () => {
  it('are those that the assessment names', async () => {
    const { asked, validated } = await train({ members: ['lasso', 'network', 'trees'] });
    expect(asked).toEqual(['lasso', 'network', 'trees']);
    expect(validated).toEqual(['lasso', 'network', 'trees']);
  });

  it('are LASSO and network in assessments of earlier code, which name none', async () => {
    const { asked } = await train({});
    expect(asked).toEqual(['lasso', 'network']);
  });

  it('continue without one that failed, and the challenger says so', async () => {
    const { validated, challenger } = await train({ members: ['lasso', 'network', 'trees'] }, 'trees');
    expect(validated).toEqual(['lasso', 'network']);
    expect(challenger.untrained).toEqual({ trees: 'no memory left' });
  });
});
