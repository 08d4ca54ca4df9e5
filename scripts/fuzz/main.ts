/**
 * Sends requests that are made from the API's own document to a server of the API, over what real cycles of a small project have left:
 *
 *   npm run fuzz -- --requests 100000 --json
 *   npm run fuzz -- --requests 200 --only datasets.diff forecasts.score
 *
 * Wanted: at least 30% done for every operation, no error of the server, nobody in without a key, no role beyond its own, every answer as its schema
 * says. Exits with 1 otherwise. The last line is JSON with `--json`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { routes } from '../../src/api/route-table.ts';
import { prepareState } from './prepared-state.ts';
import { faultsOf } from './report.ts';
import { fuzz } from './run.ts';

const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
};
const { requests, seed, only, json } = new Command('fuzz')
  .option('--requests <n>', 'requests in all', wholeNumber, 10_000)
  .option('--seed <n>', 'the same seed sends the same requests', wholeNumber, 1)
  .option('--only <operation...>', 'to these operations. Default: to every one')
  .option('--json', 'print the figures as JSON')
  .parse()
  .opts<{ requests: number; seed: number; only?: string[]; json?: boolean }>();

const directory = await mkdtemp(join(tmpdir(), 'shelfcast-fuzz-'));
const state = await prepareState(directory);
const report = await fuzz(state, { requests, seed, ...(only ? { only } : {}) }, (soFar) => {
  const { examples, requests: sent } = soFar;
  const shares = Object.values(soFar.accepted2xx);
  const seconds = Math.round(performance.now() / 1000);
  const kinds = `${examples.length} kinds of what must not be`;
  process.stderr.write(`${seconds} s: ${sent} requests, least share done ${Math.min(...shares)}, ${kinds}\n`);
});
await state.close();
await rm(directory, { recursive: true, force: true });

const faults = faultsOf(
  report,
  routes.map(({ name }) => name).filter((name) => only?.includes(name) ?? true),
);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (!json) for (const example of report.examples) process.stderr.write(`${JSON.stringify(example)}\n`);
const { examples: _, ...figures } = report;
process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(figures, undefined, 2)}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
