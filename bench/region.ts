/**
 * Times a whole local cycle of a generated region of the reference's size, from landing files to published forecasts: 214 stores, 150
 * items, 200 weeks, 3.8 million rows of shipments, four segments. Then a week lands, and a second cycle follows.
 *
 *   npm run bench:region [-- --json] [--again] [--no-peer]
 *
 * `before` is the first cycle at commit 1fe9878, measured in a worktree and kept by processor model and number of cores; `--again` measures
 * it once more. The peer is LightGBM through Nixtla's mlforecast on the same rows and windows, one loss, without reading the sources;
 * `--no-peer` leaves it out. Run it with nothing else running. Memory is that of all processes together, Linux alone.
 *
 * The last line is JSON; with `--json` it is all of standard output. Exit code 1 where a target is missed.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addWeeks } from '../src/contracts/week.ts';
import { weeksUsedByModels } from './region/members-weeks.ts';
import { runCycle, type CycleRun } from './region/run-cycle.ts';
import { timePeer } from './region/time-peer.ts';
import { measureEarlier } from './support/earlier-commit.ts';
import { generatedRegion, layOutProject, referenceGrocer } from './support/reference-region.ts';
import { sayTo } from './support/say-to.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const beforeCommit = '1fe9878';
/** The first cycle may take this share of what it took at `beforeCommit`, one after a further week this share of the first. */
const targets = { share: 0.7, incrementalShare: 0.3, peakRssMb: 4096, weeksUsed: 190 };

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const say = sayTo(values.json);

const { folder } = await generatedRegion(referenceGrocer, say);
/** The same with one week more, held back to arrive. */
const longer = await generatedRegion({ ...referenceGrocer, arrivals: 1 }, say);
const before = await measureEarlier({
  name: 'region',
  commit: beforeCommit,
  again: values.again,
  say,
  measure: (directory) =>
    inProject(directory, async (project, state) => {
      say(`${beforeCommit}: the cycle`);
      const { seconds, peakRssMb, stages } = await runCycle(directory, project, state);
      return { seconds, peakRssMb, stages };
    }),
});
const now = await inProject(checkout, async (project, state) => {
  say('the cycle');
  const first = await runCycle(checkout, project, state);
  tell('first cycle', first);
  const weeksUsed = await weeksUsedByModels(checkout, project, state);
  const week = addWeeks(referenceGrocer.from, referenceGrocer.weeks);
  await cp(join(longer.folder, 'arrivals', week), join(project, 'landing'), { recursive: true });
  say(`the week of ${week} lands`);
  const second = await runCycle(checkout, project, state);
  tell('second cycle', second);
  return { first, second, weeksUsed };
});
const peer = values.peer ? await timePeer(join(folder, 'landing'), say) : undefined;

const { first, second, weeksUsed } = now;
const retrained = second.segments.filter(({ causes }) => causes.length > 0).length;
const share = round(first.seconds / before.seconds);
const incrementalShare = round(second.seconds / first.seconds);
say(`${first.seconds} s, ${before.seconds} s at ${beforeCommit}: ${share}×, at most ${targets.share}× are wanted`);
say(`a further week ${second.seconds} s: ${incrementalShare}×, at most ${targets.incrementalShare}× are wanted`);
say(`weeks used ${weeksUsed}, ${retrained} segments retrained${peer ? `, peer ${peer.seconds.toFixed(0)} s` : ''}`);
const report = {
  seconds: first.seconds,
  peakRssMb: first.peakRssMb,
  stages: first.stages,
  weeksUsed: weeksUsed ?? null,
  segments: first.segments.map(({ format, velocity, outcome, mape, wape }) => ({
    segment: `${format}/${velocity}`,
    outcome,
    mape: mape.ensemble ?? null,
    wape: wape.ensemble ?? null,
    baseline: { mape: mape.baseline ?? null, wape: wape.baseline ?? null },
  })),
  incremental: {
    seconds: second.seconds,
    peakRssMb: second.peakRssMb,
    stages: second.stages,
    retrained,
    share: incrementalShare,
  },
  before,
  share,
  ...(peer ? { peer } : {}),
  cores: availableParallelism(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
const within =
  share <= targets.share &&
  incrementalShare <= targets.incrementalShare &&
  Math.max(first.peakRssMb, second.peakRssMb) <= targets.peakRssMb &&
  (weeksUsed ?? 0) >= targets.weeksUsed;
process.exitCode = within ? 0 : 1;

/** A fresh project over the region's landing, with the configuration of a checkout, and its state folder. */
async function inProject<Result>(
  from: string,
  use: (project: string, state: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-region-'));
  try {
    const project = join(directory, 'project');
    await layOutProject(project, join(folder, 'landing'), { from: join(from, 'examples/grocer') });
    return await use(project, join(directory, 'state'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function tell(name: string, { seconds, peakRssMb, stages }: CycleRun): void {
  const parts = Object.entries(stages).map(([stage, taken]) => `${stage} ${taken}`);
  say(`${name}  ${seconds} s, ${peakRssMb} MB over all processes; seconds: ${parts.join(', ')}`);
}

function round(ratio: number): number {
  return Math.round(1000 * ratio) / 1000;
}
