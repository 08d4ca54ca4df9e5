import { createLogUpdate } from 'log-update';
import type { ProgressView } from './progress-view.ts';
import { screenLines } from './screen-lines.ts';

/** Of a terminal that does not say how large it is. */
const usual = { rows: 24, columns: 80 } as const;

type Terminal = NodeJS.WritableStream & { readonly rows?: number; readonly columns?: number };

/** One table that is redrawn in place: for terminals. */
export function createLiveView(output: Terminal): ProgressView {
  const update = createLogUpdate(output);
  return {
    show: (views) => {
      const { rows = usual.rows, columns = usual.columns } = output;
      // The cursor waits on a line of its own below.
      update(screenLines(views, { rows: rows - 1, columns }).join('\n'));
    },
    end: () => update.done(),
  };
}
