import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a run of one side says in its last line. */
export type SideReport = Readonly<Record<string, unknown>> & {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
};

/** Ours compute on one math thread a process, as in production. */
export const oneMathThread = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' };

/** Runs a script of one side in a process of its own. */
export async function runSide(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<SideReport> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (exitCode !== 0)
    throw new Error(`${command} ${args[0]} ended with exit code ${exitCode}:\n${errors.slice(-2000)}`);
  return JSON.parse(output.trimEnd().split('\n').at(-1)!) as SideReport;
}
