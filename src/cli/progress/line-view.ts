import type { CycleView, SegmentView } from '../../ports/cycle-progress.ts';
import { counted } from './counted.ts';
import { elapsed } from './elapsed.ts';
import type { ProgressView } from './progress-view.ts';
import { RepeatedFaults } from './repeated-faults.ts';
import { phaseOf, totalsText } from './totals.ts';

/** After this long without a line, one says what runs: a training of minutes must not look like one that hangs. */
const longestSilenceMs = 30_000;

/** Regions whose work a line about several names; more are counted. */
const namedRegions = 3;

/**
 * Plain lines, for logs and pipes: one whenever a stage changes, one for each fault a step is tried again after, and one from time to
 * time with what runs.
 *
 * @param now milliseconds of a clock. Default: the system's
 */
export function createLineView(output: NodeJS.WritableStream, now: () => number = Date.now): ProgressView {
  const known = new Map<string, string>();
  const faults = new RepeatedFaults();
  let lastLineAt = now();
  const write = (line: string): void => {
    lastLineAt = now();
    output.write(`${line}\n`);
  };
  /** Writes a line about a subject where its state is another one than before. */
  const note = (subject: string, state: string, line: string): void => {
    if (known.get(subject) === state) return;
    known.set(subject, state);
    write(line);
  };
  const noteFaults = (subject: string, activities: readonly string[], time: string): void => {
    for (const fault of faults.newOf(subject, activities)) write(`${time} ${subject}: ${fault}`);
  };
  const noteSegment = ({ name, stage, detail, activities }: SegmentView, time: string): void => {
    note(name, stage, `${time} ${name}: ${stage}${detail === '' ? '' : ` (${detail})`}`);
    noteFaults(name, activities, time);
  };
  const noteRegion = (view: CycleView, views: readonly CycleView[]): void => {
    // Its reason comes a moment later.
    if (view.stage === 'failed' && view.failure === undefined) return;
    const time = timeOf(view);
    const hasEnded = ['done', 'failed'].includes(phaseOf(view));
    const total = hasEnded && views.length > 1 ? `; ${totalsText(views)}` : '';
    note(view.region, stageOf(view), `${time} ${view.region}: ${stageOf(view)}${total}`);
    noteFaults(view.region, view.activities, time);
    for (const segment of view.segments) noteSegment(segment, time);
  };
  return {
    show: (views) => {
      const waiting = views.filter((view) => phaseOf(view) === 'waiting');
      // Many that wait are one piece of news.
      if (waiting.length > 1 && waiting.every(({ region }) => !known.has(region))) {
        write(`0:00 ${waiting.length} regions: waiting`);
        for (const { region, stage } of waiting) known.set(region, stage);
      }
      for (const view of views) noteRegion(view, views);
      const running = views.filter((view) => phaseOf(view) === 'running');
      if (running.length > 0 && now() - lastLineAt >= longestSilenceMs) write(runningLine(running, views));
    },
    end: () => {
      for (const fault of faults.repeated()) write(fault);
    },
  };
}

function timeOf({ startedAt }: CycleView): string {
  return startedAt ? elapsed(startedAt) : '0:00';
}

/** A trigger can fail before its cycle has a stage of its own. */
function stageOf({ stage, failure }: CycleView): string {
  return failure === undefined ? stage : `failed (${failure})`;
}

/** `2:31 3 of 12 regions have ended; 1 runs, 8 wait; urban: train, 1 of 4 segments done, large/fast: lasso window 3 of 4` */
function runningLine(running: readonly CycleView[], views: readonly CycleView[]): string {
  const [first] = running as [CycleView, ...CycleView[]];
  const more = running.length - namedRegions;
  const parts = [
    ...(views.length > 1 ? [totalsText(views)] : []),
    ...running.slice(0, namedRegions).map(regionText),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return `${timeOf(first)} ${parts.join('; ')}`;
}

function regionText({ region, stage, segments, activities }: CycleView): string {
  const open = segments.filter(({ stage: one }) => one === 'waits' || one === 'training');
  const doing = [
    ...counted(activities),
    ...segments.flatMap(({ name, activities: some }) =>
      some.length === 0 ? [] : [`${name.replace(`${region}/`, '')}: ${counted(some).join(', ')}`],
    ),
  ];
  return [
    `${region}: ${stage}`,
    ...(open.length === 0 ? [] : [`${segments.length - open.length} of ${segments.length} segments done`]),
    ...doing,
  ].join(', ');
}
