import { expect, it } from 'vitest';
import { MemberFilesError } from '../../../src/forecasting/index.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel({ missingShare: 0.1 });
const task = taskOf(panel);

it('continues from the checkpoint of any epoch, in any of its networks, to the same bytes', async () => {
  const checkpoints: Map<string, Uint8Array>[] = [];
  const whole = await fit('network', task, { onCheckpoint: (take) => Promise.resolve(void checkpoints.push(take())) });
  // Two networks of three epochs: two checkpoints within each, one between.
  expect(checkpoints).toHaveLength(5);
  for (const resumeFrom of checkpoints) {
    const reported: number[] = [];
    const resumed = await fit('network', task, { resumeFrom, progress: ({ epoch }) => reported.push(epoch) });
    expect(resumed.toFiles()).toEqual(whole.toFiles());
    expect(reported.at(-1)).toBe(6);
  }
});

it('does not repeat finished epochs', async () => {
  const checkpoints: Map<string, Uint8Array>[] = [];
  await fit('network', task, { onCheckpoint: (take) => Promise.resolve(void checkpoints.push(take())) });
  const reported: number[] = [];
  await fit('network', task, { resumeFrom: checkpoints[3]!, progress: ({ epoch }) => reported.push(epoch) });
  expect(reported).toEqual([5, 6]);
});

it('refuses files that are no checkpoint', async () => {
  const member = await fit('network', task);
  await expect(fit('network', task, { resumeFrom: member.toFiles() })).rejects.toThrow(MemberFilesError);
});
