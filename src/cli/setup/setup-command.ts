import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const setUp = fileURLToPath(new URL('../../../scripts/setup/main.mjs', import.meta.url));

/** Runs the set-up, which is a program of its own because it has to run before anything is installed. Returns its exit code. */
export async function setupCommand(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [setUp, ...args], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
