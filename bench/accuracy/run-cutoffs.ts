import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CutoffReply, CutoffRequest } from './forecast-cutoff.ts';

const program = fileURLToPath(new URL('./forecast-cutoff.ts', import.meta.url));
const sideBySide = 2;

/**
 * Fits and forecasts every request, two processes at a time.
 *
 * @param keep folder in which replies are kept and found again; nothing is kept without one
 */
export async function runCutoffs(
  requests: readonly CutoffRequest[],
  keep: string | undefined,
  onDone: (request: CutoffRequest, reply: CutoffReply) => void,
): Promise<CutoffReply[]> {
  const replies: CutoffReply[] = [];
  const waiting = [...requests.keys()];
  const work = async (): Promise<void> => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      const request = requests[i]!;
      replies[i] = await kept(keep, request);
      onDone(request, replies[i]!);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return replies;
}

async function kept(folder: string | undefined, request: CutoffRequest): Promise<CutoffReply> {
  if (folder === undefined) return run(request);
  mkdirSync(folder, { recursive: true });
  const { source: _, ...inputs } = request;
  const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  const segment = request.segment.replaceAll('/', '-');
  const file = join(folder, `${request.data}-${segment}-${request.member}-${request.cutoff.week}-${hash}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as CutoffReply;
  const reply = await run(request);
  writeFileSync(file, JSON.stringify(reply));
  return reply;
}

async function run(request: CutoffRequest): Promise<CutoffReply> {
  const child = fork(program, [JSON.stringify(request)], {
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
  });
  let reply: CutoffReply | undefined;
  child.on('message', (message) => (reply = message as CutoffReply));
  const [code] = (await once(child, 'exit')) as [number | null];
  const { segment, member, cutoff } = request;
  if (!reply) throw new Error(`${segment} ${member} at week ${cutoff.week} ended with exit code ${code}`);
  return reply;
}
