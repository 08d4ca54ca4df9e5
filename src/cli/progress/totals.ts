import type { CycleView } from '../../ports/cycle-progress.ts';

/** Where a cycle is, as far as everybody needs to know. */
export type Phase = 'waiting' | 'running' | 'done' | 'failed';

export function phaseOf(view: CycleView): Phase {
  if (view.failure !== undefined || view.stage === 'failed') return 'failed';
  if (view.result !== undefined || view.stage === 'done') return 'done';
  return view.stage === 'waiting' ? 'waiting' : 'running';
}

/** `3 of 12 regions have ended, 1 failed; 2 run, 7 wait` */
export function totalsText(views: readonly CycleView[]): string {
  const count = (phase: Phase): number => views.filter((view) => phaseOf(view) === phase).length;
  const [failed, running, waiting] = [count('failed'), count('running'), count('waiting')];
  const ended = failed + count('done');
  const others = [
    ...(running === 0 ? [] : [`${running} ${running === 1 ? 'runs' : 'run'}`]),
    ...(waiting === 0 ? [] : [`${waiting} ${waiting === 1 ? 'waits' : 'wait'}`]),
  ];
  return [
    `${ended} of ${views.length} regions ${ended === 1 ? 'has' : 'have'} ended${failed === 0 ? '' : `, ${failed} failed`}`,
    ...(others.length === 0 ? [] : [others.join(', ')]),
  ].join('; ');
}
