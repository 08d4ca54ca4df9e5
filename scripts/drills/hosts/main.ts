/**
 * An installation over six hosts, each a network namespace: PostgreSQL, an object store, Temporal's server, the API and two hosts of
 * workers. In the middle of trainings one worker host loses power, the other is cut off from the network, and the database restarts:
 *
 *   npm run drill:hosts -- --json
 *
 * Then the same weeks calmly, and what was published is compared. Needs Linux, root and the set-up of `npm run test:stack`. The last line is
 * JSON with `--json`; exit code 1 where something differs, was lost or was doubled.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whyNoHosts } from './host-network.ts';
import { runOnHosts, type HostsOutcome } from './run.ts';
import { whyNoServers } from './servers.ts';

const { values } = parseArgs({
  options: {
    weeks: { type: 'string', default: '2' },
    epochs: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const missing = (await whyNoHosts()) ?? whyNoServers();
if (missing !== undefined) {
  say(missing);
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'shelfcast-hosts-'));
// PostgreSQL runs as another user.
await chmod(folder, 0o755);
const run = (name: 'faults' | 'calm'): Promise<HostsOutcome> => {
  say(`${name} run`);
  return runOnHosts({
    directory: join(folder, name),
    isCalm: name === 'calm',
    weeks: Number(values.weeks),
    epochs: Number(values.epochs),
    say,
  });
};

let passed = false;
try {
  const faulty = await run('faults');
  const calm = await run('calm');
  const { faults, sent, askedAgain, triggers, cycles, reads } = faulty;
  const recoveries = faults.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((one, other) => one - other);
  const identical = faulty.digest === calm.digest;
  passed =
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
      `${kind.padEnd(20)} ${host.padEnd(10)} went on after ${recoveryMs === undefined ? '–' : `${(recoveryMs / 1000).toFixed(1)} s`}`,
    );
  }
  say(`what was left        ${identical ? 'the same bytes' : 'DIFFERS'}`);
  say(`triggers             ${JSON.stringify(triggers)}`);
  say(`cycles               ${JSON.stringify(cycles)}`);
  say(`overview by the API  ${reads.all} readings, ${reads.failed} without an answer`);
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  if (values.keep || !passed) say(`folders of both runs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}
// What a cut connection left half open must not keep this process.
process.exit(passed ? 0 : 1);
