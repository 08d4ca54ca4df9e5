import colors from 'picocolors';
import { hasEnded, type CycleView, type SegmentView } from '../../ports/cycle-progress.ts';
import { clippedLine } from './clipped-line.ts';
import { counted } from './counted.ts';
import { elapsed } from './elapsed.ts';
import { phaseOf, totalsText, type Phase } from './totals.ts';

export interface Screen {
  readonly rows: number;
  readonly columns: number;
}

/** What runs is looked at first; what has ended well needs no more attention. */
const order: readonly Phase[] = ['running', 'failed', 'waiting', 'done'];

/** How much is shown of a region: with all segments, with those being trained, or in one line. */
type Detail = 'segments' | 'trainings' | 'line';

/** From the most detailed screen to the shortest: what is shown of regions that run, and of the others. */
const layouts: readonly { readonly running: Detail; readonly others: Detail }[] = [
  { running: 'segments', others: 'segments' },
  { running: 'segments', others: 'line' },
  { running: 'trainings', others: 'line' },
  { running: 'line', others: 'line' },
];

/**
 * How the cycles of all regions stand, in as much detail as fits the screen: a line of totals where there are several regions, then
 * the regions, those that run first. Lines are cut at the screen's edge, and regions that do not fit are counted.
 */
export function screenLines(views: readonly CycleView[], { rows, columns }: Screen): readonly string[] {
  const ordered = order.flatMap((phase) => views.filter((view) => phaseOf(view) === phase));
  const totals = views.length > 1 ? [colors.bold(totalsText(views))] : [];
  const room = rows - totals.length;
  const lines =
    layouts.map((layout) => linesOf(ordered, layout)).find(({ length }) => length <= room) ?? cutLines(ordered, room);
  return [...totals, ...lines].map((line) => clippedLine(line, columns));
}

function linesOf(views: readonly CycleView[], layout: (typeof layouts)[number]): readonly string[] {
  const gap = layout.others === 'segments' ? [''] : [];
  return views.flatMap((view, index) => {
    const detail = phaseOf(view) === 'running' ? layout.running : layout.others;
    return [...(index === 0 ? [] : gap), regionLine(view), ...segmentsOf(view, detail).map(segmentLine)];
  });
}

/** A line a region, as many as there is room for, and a last one that counts the rest. */
function cutLines(views: readonly CycleView[], room: number): readonly string[] {
  const shown = Math.max(0, room - 1);
  return [...views.slice(0, shown).map(regionLine), colors.dim(`… and ${views.length - shown} more`)];
}

function segmentsOf({ segments }: CycleView, detail: Detail): readonly SegmentView[] {
  switch (detail) {
    case 'segments':
      return segments;
    case 'trainings':
      return segments.filter(({ activities }) => activities.length > 0);
    case 'line':
      return [];
  }
}

function regionLine(view: CycleView): string {
  const time = view.startedAt && !hasEnded(view) ? `  ${colors.dim(elapsed(view.startedAt))}` : '';
  const doing = view.activities.length > 0 ? `  ${colors.dim(counted(view.activities).join(' · '))}` : '';
  return `${colors.bold(view.region)}  ${stageText(view)}${time}${doing}`;
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
  const doing = activities.length > 0 ? counted(activities).join(' · ') : detail;
  return `  ${marks[stage] ?? colors.dim('·')} ${name.padEnd(24)} ${stage.padEnd(10)} ${colors.dim(doing)}`;
}
