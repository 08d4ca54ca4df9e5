import { hasEnded, type CycleProgress, type CycleView, type WatchTarget } from '../../ports/cycle-progress.ts';
import { createLiveBoard, type LiveBoard } from './live-board.ts';

const lookEveryMs = 1000;

/** Some cycles as they go. What has ended is not looked at any more. */
export function cyclesBoard(progress: CycleProgress, targets: readonly WatchTarget[]): LiveBoard<readonly CycleView[]> {
  const none = ({ region }: WatchTarget): CycleView => ({ region, stage: 'waiting', activities: [], segments: [] });
  return createLiveBoard<readonly CycleView[]>(
    (before = targets.map(none)) =>
      Promise.all(
        targets.map(async (target, index) => {
          const view = before[index] ?? none(target);
          return hasEnded(view) ? view : progress.look(target, view);
        }),
      ),
    lookEveryMs,
  );
}
