/**
 * An installation over six hosts, each a network namespace: PostgreSQL, an object store, Temporal's server, the API and two hosts of
 * workers. In the middle of trainings one worker host loses power, the other is cut off from the network, and the database restarts:
 *
 *   npm run drill:hosts -- --json
 *
 * Then the same weeks calmly, and what was published is compared. Needs Linux, root and the set-up of `npm run test:stack`. The last line is
 * JSON with `--json`; exit code 1 where something differs, was lost or was doubled.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDrill } from '../drill.ts';
import { say } from '../say.ts';
import { runOnHosts, type HostsOutcome } from './run.ts';

const { values } = parseArgs({
  options: {
    weeks: { type: 'string', default: '2' },
    epochs: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const run = (folder: string, name: 'faults' | 'calm'): Promise<HostsOutcome> => {
  say(`${name} run`);
  return runOnHosts({
    directory: join(folder, name),
    isCalm: name === 'calm',
    weeks: Number(values.weeks),
    epochs: Number(values.epochs),
    say,
  });
};

await runDrill('hosts', values, async (folder) => {
  const faulty = await run(folder, 'faults');
  const calm = await run(folder, 'calm');
  const { faults, sent, askedAgain, triggers, cycles, reads } = faulty;
  const recoveries = faults.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((one, other) => one - other);
  const identical = faulty.digest === calm.digest;
  const passed =
    identical &&
    triggers.accepted === sent + askedAgain &&
    triggers.lost + triggers.doubled + cycles.doubled + cycles.troubled === 0;
  const report = {
    ...{ identical, lost: triggers.lost, doubled: triggers.doubled + cycles.doubled },
    recoveryP95Ms: recoveries[Math.max(0, Math.ceil(0.95 * recoveries.length) - 1)] ?? null,
    ...{ faults, triggers, cycles, reads, passed },
    seconds: { faults: Math.round(faulty.seconds), calm: Math.round(calm.seconds) },
  };
  for (const { kind, host, recoveryMs } of faults) {
    say(
      `${kind.padEnd(20)} ${host.padEnd(10)} continued after ${recoveryMs === undefined ? '–' : `${(recoveryMs / 1000).toFixed(1)} s`}`,
    );
  }
  say(`what was left        ${identical ? 'the same bytes' : 'DIFFERS'}`);
  say(`triggers             ${JSON.stringify(triggers)}`);
  say(`cycles               ${JSON.stringify(cycles)}`);
  say(`overview by the API  ${reads.all} readings, ${reads.failed} without an answer`);
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  return passed;
});
