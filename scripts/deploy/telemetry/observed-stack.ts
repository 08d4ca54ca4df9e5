import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSmallProject } from '../../../test/support/small-project.ts';
import { ShelfcastProcess } from '../../../test/support/shelfcast-process.ts';
import { startOtlpReceiver, type ReceivedSpan } from './otlp-receiver.ts';

/** A stack that has run two cycles of a region, the second of which evaluated the first, with its metrics and traces. */
export interface ObservedStack {
  readonly apiUrl: string;
  /** Of the API, the training worker and the orchestration worker. */
  readonly statusUrls: readonly string[];
  readonly spans: () => readonly ReceivedSpan[];
  /** Runs a command of the project to its end. */
  readonly command: (...args: readonly string[]) => Promise<void>;
  /** Another week of sales, and a cycle that takes it in. */
  readonly nextWeek: () => Promise<void>;
}

/** The first of as many free ports as a stack's processes need, one after the other. */
async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = 20_000 + Math.floor(10_000 * Math.random());
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`there are no ${count} free ports in a row`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Starts a stack on a small project of its own, and stops it when `use` has ended. Its first cycle has run by then. */
export async function withObservedStack<Result>(use: (stack: ObservedStack) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-observed-'));
  const receiver = await startOtlpReceiver();
  const statusPort = await freePorts(3);
  const environment = {
    SHELFCAST_STATUS_PORT: String(statusPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    // Spans are few, and somebody waits for them.
    OTEL_BSP_SCHEDULE_DELAY: '200',
  };
  const project = await createSmallProject({ directory: join(directory, 'project') });
  const stack = new ShelfcastProcess(['dev', '-p', project.directory, '--region', 'north'], environment);
  let week = 0;
  const command = async (...args: readonly string[]): Promise<void> => {
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
    const { exitCode, stderr, stdout } = await new ShelfcastProcess([...args, '-p', project.directory], traced).ended;
    if (exitCode !== 0) throw new Error(`shelfcast ${args.join(' ')} failed: ${stderr}${stdout}`);
  };
  try {
    await stack.says(/The stack keeps running/);
    return await use({
      apiUrl: new URL(/^Shelfcast +(http\S+)/m.exec(stack.output)?.[1] ?? stack.output).origin,
      statusUrls: [0, 1, 2].map((index) => `http://127.0.0.1:${statusPort + index}`),
      spans: () => receiver.spans(),
      command,
      nextWeek: async () => {
        week += 1;
        await project.deliverWeek(week);
        await command('request', '--region', 'north', '--wait');
      },
    });
  } finally {
    stack.child.kill('SIGINT');
    await stack.ended;
    await receiver.close();
    await rm(directory, { recursive: true, force: true });
  }
}
