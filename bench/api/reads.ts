import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageAt } from '../../src/app/page-token.ts';
import { load, type Load } from './load.ts';
import type { Server } from './server.ts';

const rowsOfRead = 1000;
/** Times that reads and files take turns, so that other work on the machine slows both. */
const turns = 2;

interface Table {
  readonly region: string;
  readonly cutoff: string;
  readonly rows: number;
  /** Of its content. */
  readonly hash: string;
}

/** The path of a read: 1,000 rows from a row on. */
function readPath({ region, cutoff, hash }: Table, first: number): string {
  const page = pageAt(`${hash} ${first}`);
  return `/api/v1/environments/dev/forecasts/${region}/rows?cutoff=${cutoff}&limit=${rowsOfRead}&page=${page}`;
}

/** Puts a file with what a read answers among the pages of a folder. */
export async function writeSameAsFile(server: Server, table: Table, pages: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${readPath(table, 0)}`);
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'assets', 'rows.json'), await answer.text());
}

/** Rows as JSON, no row asked for first twice, and the file of the same size, in turns. */
export async function readsAndFiles(
  server: Server,
  table: Table,
  { readers, seconds }: { readonly readers: number; readonly seconds: number },
): Promise<{ readonly reads: Load; readonly files: Load }> {
  const keys = table.rows - rowsOfRead;
  // A step that shares no factor with the number of rows comes to every row before it comes to one again.
  let asked = 0;
  const pathOf = (): string => {
    if (asked >= keys) throw new Error(`more than ${keys} reads: ask for more --rows`);
    return readPath(table, (7919 * asked++) % keys);
  };
  await load(server.port, { readers, seconds: 1, pathOf });
  const [reads, files]: [Load[], Load[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    files.push(await load(server.port, { readers, seconds: seconds / turns, pathOf: () => '/assets/rows.json' }));
    reads.push(await load(server.port, { readers, seconds: seconds / turns, pathOf }));
  }
  return { reads: together(reads), files: together(files) };
}

function together(loads: readonly Load[]): Load {
  const sum = (of: (load: Load) => number): number => loads.reduce((total, one) => total + of(one), 0);
  const [requests, seconds] = [sum((one) => one.requests), sum((one) => one.seconds)];
  return {
    ...{ requests, seconds, perSecond: requests / seconds, p99Ms: Math.max(...loads.map(({ p99Ms }) => p99Ms)) },
    bytes: sum((one) => one.bytes) / loads.length,
  };
}
