/**
 * Measures the API as its readers meet it: a process of its own, over HTTP, with a registry that another process serves.
 *
 *   npm run bench:api [-- --readers=200] [--seconds=8] [--rows=100000] [--export-rows=1000000] [--questions=100]
 *                         [--project=<folder>] [--json]
 *
 * Prints `{reads, static, ratio, export, exports, firstPaintMs, transferKb, scoreP95Ms}`. A read is 1,000 forecast rows as JSON, no first row
 * asked for twice, no 304; `static` is a file of that size from the same server; the two are measured in turns. `export` is all rows of a
 * large table in the form that takes most memory, the processes below the API counted, what they share counted once (PSS); `exports` has every form. `firstPaintMs` and
 * `transferKb` are the page Today in Chromium, left out where that or the pages are missing. `scoreP95Ms` is a what-if of one series of
 * the example, or of another project with two regions and prices, each with another price.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadProject } from '../src/project/load-project.ts';
import { startTestRegistry } from '../test/support/registry.ts';
import { exportAll } from './api/exports.ts';
import { builtPages, firstPage } from './api/first-page.ts';
import { publishRegion } from './api/publish-region.ts';
import { publishRows } from './api/publish-rows.ts';
import { askWhatIf } from './api/questions.ts';
import { readsAndFiles, writeSameAsFile } from './api/reads.ts';
import { startServer, type Server } from './api/server.ts';
import { percentile } from './overhead/percentile.ts';

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '8' },
    rows: { type: 'string', default: '100000' },
    'export-rows': { type: 'string', default: '1000000' },
    questions: { type: 'string', default: '100' },
    project: { type: 'string', default: fileURLToPath(new URL('../examples/orange-juice', import.meta.url)) },
    json: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${Math.round(performance.now() / 1000)} s: ${line}\n`);
const rounded = (value: number): number => Math.round(10 * value) / 10;

const folder = await mkdtemp(join(tmpdir(), 'shelfcast-bench-api-'));
const registry = await startTestRegistry();
const place = { folder, artifacts: join(folder, 'artifacts'), registry: registry.registry };
let running: Server | undefined;

/** Has a server for as long as `use` takes. */
async function withServer<Result>(pages: string, use: (server: Server) => Promise<Result>): Promise<Result> {
  running = await startServer({ project: values.project, folder, registry }, pages);
  try {
    return await use(running);
  } finally {
    await running.stop();
    running = undefined;
  }
}

try {
  const project = await loadProject(values.project);
  const [scored, other] = project.resolved.regions.map(({ name }) => name) as [string, string];
  say('training a segment');
  const asked = await publishRegion(project, scored, place.artifacts, registry.registry);
  say('publishing rows');
  const [rows, exportRows] = [Number(values.rows), Number(values['export-rows'])];
  const small = { region: other, cutoff: '2026-01-05', rows };
  const table = { ...small, hash: await publishRows(small, place) };
  const large = { region: other, cutoff: '2026-01-12', rows: exportRows };
  await publishRows(large, place);

  const pages = join(folder, 'pages');
  await mkdir(pages);
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>Shelfcast</title>');
  await withServer(pages, (server) => writeSameAsFile(server, table, pages));
  const measured = await withServer(pages, async (server) => {
    const load = { readers: Number(values.readers), seconds: Number(values.seconds) };
    say(`${load.readers} readers`);
    const { reads, files } = await readsAndFiles(server, table, load);
    say(`${Math.round(reads.perSecond)} reads a second, ${Math.round(files.perSecond)} files; exports`);
    // The same server, whose memory holds what the readers asked for.
    const exports = await exportAll(server, large);
    say(JSON.stringify(exports));
    return { reads, files, exports };
  });
  say('what-if, and the first page');
  const { times, page } = await withServer(builtPages, async (server) => {
    const times = await askWhatIf(server, asked, Number(values.questions));
    say(`95 of 100 answers within ${Math.round(percentile(times, 0.95))} ms`);
    return { times, page: await firstPage(server, say) };
  });
  const { reads, files, exports } = measured;
  const report = {
    reads: { perSecond: rounded(reads.perSecond), p99Ms: rounded(reads.p99Ms), kb: rounded(reads.bytes / 1000) },
    static: { perSecond: rounded(files.perSecond) },
    ratio: Math.round((100 * reads.perSecond) / files.perSecond) / 100,
    export: exports.reduce((worst, one) => (one.peakRssMb > worst.peakRssMb ? one : worst)),
    exports,
    ...page,
    scoreP95Ms: rounded(percentile(times, 0.95)),
  };
  process.stdout.write(`${JSON.stringify(report, undefined, values.json ? undefined : 2)}\n`);
} finally {
  await running?.stop();
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
