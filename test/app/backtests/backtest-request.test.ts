import { describe, expect, test } from 'vitest';
import { backtestRequest } from '../../../src/app/backtests/backtest-request.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';

const resolvedProject = async () => (await loadedSmallProject()).project.resolved;

describe('what a backtest is asked for', () => {
  test('without wishes is what the project says', async () => {
    const project = await resolvedProject();
    expect(backtestRequest(project, {})).toEqual({
      regions: ['north', 'south'],
      segments: undefined,
      cutoff: undefined,
      settings: { nWindows: 2, stepSizeWeeks: 2, refitEvery: 2, horizonWeeks: 2 },
      options: [],
      attribute: undefined,
    });
  });

  test('windows of another horizon follow each other unless a step size is named', async () => {
    const project = await resolvedProject();
    expect(backtestRequest(project, { horizonWeeks: 5 }).settings).toMatchObject({ horizonWeeks: 5, stepSizeWeeks: 5 });
    expect(backtestRequest(project, { horizonWeeks: 5, stepSizeWeeks: 1 }).settings.stepSizeWeeks).toBe(1);
  });

  test.each([
    [{ regions: ['west'] }, 'the project has no region "west"; it has north, south'],
    [
      { segments: ['large/fast', 'large/medium'] },
      'the project has no segment "large/medium"; it has large/fast, large/slow, small/fast, small/slow',
    ],
    [{ cutoff: 'yesterday' }, '"yesterday" is not a week; a cutoff is the day a week starts on, as YYYY-MM-DD'],
    [{ cutoff: '2025-09-30' }, "2025-09-30 is a tuesday; the project's weeks start on monday"],
  ])('%j is refused', async (wishes, message) => {
    const project = await resolvedProject();
    expect(await refusalMessage(() => backtestRequest(project, wishes))).toBe(`UsageError: ${message}`);
  });
});
