/**
 * Loses everything but the backup, and then Temporal's cluster, on an installation over several hosts:
 *
 *   npm run drill:restore -- --json
 *
 * The backup is what deploy/backup makes: a base backup of PostgreSQL with its archived log (registry, Temporal, visibility), and a copy of
 * the artifacts by "shelfcast artifacts copy". In the second of three weeks every host loses power and its disk in the middle of the work;
 * in the third Temporal's cluster and its databases are gone, and an empty one takes over. Challengers that wait for a person are approved after
 * each loss. Then the same weeks calmly, and what was published is compared. Needs Linux, root and the set-up of `npm run test:stack`. The last line is
 * JSON with `--json`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDrill } from '../drill.ts';
import { say } from '../say.ts';
import type { DecisionCounts } from './decisions.ts';
import { runWithLosses, type RestoreOutcome } from './run.ts';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const run = (folder: string, name: 'losses' | 'calm'): Promise<RestoreOutcome> => {
  say(`${name} run`);
  return runWithLosses({
    directory: join(folder, name),
    isCalm: name === 'calm',
    epochs: Number(values.epochs),
    say,
  });
};

/** Whether each challenger waited on, and became champion by its approval. */
function areDecided(decisions: DecisionCounts | undefined): boolean {
  if (decisions === undefined || decisions.open === 0 || decisions.approved === 0) return false;
  return decisions.kept === decisions.open && decisions.approved + decisions.approvedAgain === decisions.open;
}

await runDrill('restore', values, async (folder) => {
  const lossy = await run(folder, 'losses');
  const calm = await run(folder, 'calm');
  const { all, cluster, decisions, triggers } = lossy;
  const identical = lossy.digest === calm.digest;
  const passed =
    identical &&
    triggers.lost + triggers.doubled === 0 &&
    all !== undefined &&
    cluster !== undefined &&
    areDecided(decisions);
  say(
    `everything lost      scoring again after ${all?.rtoSeconds} s; the last ${all?.rpoSeconds} s were lost and done again`,
  );
  say(`cluster lost         scoring again after ${cluster?.rtoSeconds} s; nothing was lost`);
  say(`what was left        ${identical ? 'the same bytes' : 'DIFFERS'}`);
  say(`decisions            ${JSON.stringify(decisions)}`);
  say(`triggers             ${JSON.stringify(triggers)}`);
  const report = {
    ...{ rpoSeconds: all?.rpoSeconds, rtoSeconds: all?.rtoSeconds, identical },
    ...{ failover: cluster, decisions, triggers, passed },
  };
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  return passed;
});
