/**
 * Times a whole cycle of every region of the example on the embedded stack, from an empty state folder, with the set-up
 * done: ingest to published forecasts.
 *
 *   npm run bench:cycle [-- --project=<folder>] [--json]
 *
 * The targets, for 2 cores: under 3 minutes, no process above 1,500 MB. The last line is JSON; with
 * `--json` it is all of standard output.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { RunReport } from '../src/cli/dev/run-report.ts';
import { sayTo } from './support/say-to.ts';

const targetSeconds = 180;
const targetRssMb = 1500;

const checkout = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    project: { type: 'string', default: join(checkout, 'examples/orange-juice') },
    json: { type: 'boolean', default: false },
  },
});

const state = await mkdtemp(join(tmpdir(), 'shelfcast-bench-cycle-'));
const args = ['dev', '--once', '--json', '--project', values.project, '--state', state];
const child = spawn(process.execPath, [join(checkout, 'bin/shelfcast.mjs'), ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
await rm(state, { recursive: true, force: true });
if (exitCode !== 0) {
  process.stderr.write(`the cycle ended with exit code ${exitCode}\n${output}\n`);
  process.exit(1);
}

const report = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as RunReport;
const { seconds, peaksMb, peakRssMb } = report;
const verdict = (within: boolean): string => (within ? 'within' : 'ABOVE');
const say = sayTo(values.json);
say(
  `${report.cycles.length} regions, ${report.cycles.flatMap(({ segments }) => segments).length} segments, ${availableParallelism()} cores`,
);
say(`cycle        ${seconds.toFixed(0)} s, ${verdict(seconds < targetSeconds)} the target of ${targetSeconds} s`);
say(`peak memory  ${peakRssMb} MB, ${verdict(peakRssMb < targetRssMb)} the target of ${targetRssMb} MB a process`);
for (const [name, peak] of Object.entries(peaksMb)) say(`  ${name.padEnd(22)} ${String(peak).padStart(5)} MB`);
process.stdout.write(
  `${JSON.stringify({ seconds, targetSeconds, peakRssMb, targetRssMb, peaksMb, cycles: report.cycles })}\n`,
);
process.exitCode = seconds < targetSeconds && peakRssMb < targetRssMb ? 0 : 1;
