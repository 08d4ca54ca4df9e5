import { createLogUpdate } from 'log-update';
import colors from 'picocolors';
import { hasEnded, type CycleView, type SegmentView } from '../../ports/cycle-progress.ts';
import { elapsed } from './elapsed.ts';

/** Shows how the cycles of all regions stand. */
export interface ProgressView {
  show(views: readonly CycleView[]): void;
  /** Leaves what is shown and stops. */
  end(): void;
}

/** The view that suits where it is written to. */
export function createView(output: NodeJS.WritableStream & { readonly isTTY?: boolean }): ProgressView {
  return output.isTTY ? createLiveView(output) : createLineView(output);
}

/** One table that is redrawn in place: for terminals. */
function createLiveView(output: NodeJS.WritableStream): ProgressView {
  const update = createLogUpdate(output);
  return {
    show: (views) => update(views.map(regionBlock).join('\n\n')),
    end: () => update.done(),
  };
}

/** Plain lines, one whenever a stage changes: for logs and pipes. */
function createLineView(output: NodeJS.WritableStream): ProgressView {
  const told = new Map<string, string>();
  const tell = (subject: string, state: string, line: string): void => {
    if (told.get(subject) === state) return;
    told.set(subject, state);
    output.write(`${line}\n`);
  };
  // Progress would fill a log; that a step has to be tried again is worth a line.
  const tellTroubles = (subject: string, activities: readonly string[], time: string): void => {
    for (const activity of activities) {
      if (activity.includes('tried again after'))
        tell(`${subject} ${activity}`, activity, `${time} ${subject}: ${activity}`);
    }
  };
  return {
    show: (views) => {
      for (const view of views) {
        const time = view.startedAt ? elapsed(view.startedAt) : '0:00';
        // A trigger can fail before its cycle has a stage of its own.
        const stage = view.failure === undefined ? view.stage : `failed (${view.failure})`;
        tell(view.region, stage, `${time} ${view.region}: ${stage}`);
        tellTroubles(view.region, view.activities, time);
        for (const { name, stage, detail, activities } of view.segments) {
          tell(name, stage, `${time} ${name}: ${stage}${detail === '' ? '' : ` (${detail})`}`);
          tellTroubles(name, activities, time);
        }
      }
    },
    end: () => undefined,
  };
}

function regionBlock(view: CycleView): string {
  const time = view.startedAt && !hasEnded(view) ? `  ${colors.dim(elapsed(view.startedAt))}` : '';
  const doing = view.activities.length > 0 ? `  ${colors.dim(view.activities.join(' · '))}` : '';
  const head = `${colors.bold(view.region)}  ${stageText(view)}${time}${doing}`;
  return [head, ...view.segments.map(segmentLine)].join('\n');
}

function stageText({ stage, failure }: CycleView): string {
  if (failure !== undefined) return colors.red(`failed: ${failure}`);
  return stage === 'done' ? colors.green('done') : colors.cyan(stage);
}

const marks: Readonly<Record<string, string>> = {
  training: colors.cyan('●'),
  promoted: colors.green('✔'),
  kept: colors.green('✔'),
  rejected: colors.yellow('▲'),
  'awaiting-approval': colors.yellow('▲'),
  failed: colors.red('✖'),
};

function segmentLine({ name, stage, detail, activities }: SegmentView): string {
  const doing = activities.length > 0 ? activities.join(' · ') : detail;
  return `  ${marks[stage] ?? colors.dim('·')} ${name.padEnd(24)} ${stage.padEnd(10)} ${colors.dim(doing)}`;
}
