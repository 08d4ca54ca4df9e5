import type { CycleView } from '../../ports/cycle-progress.ts';

/** Shows how the cycles of all regions stand. */
export interface ProgressView {
  show(views: readonly CycleView[]): void;
  /** Leaves what is shown and stops. */
  end(): void;
}
