import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

/** A program that a check runs ended with another exit code than 0. */
class CheckCommandError extends Error {
  override readonly name = 'CheckCommandError';
  readonly command: string;

  constructor(command: string, code: number | null, output: string) {
    super(`\`${command}\` ended with ${code ?? 'a signal'}:\n${output.slice(-4000).trim()}`);
    this.command = command;
  }
}

/** Runs a program to its end; its standard output. Throws `CheckCommandError`, or what says that there is no such program. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new CheckCommandError([command, ...args].join(' '), code, stderr + stdout));
    });
  });
}

/** The environment of a machine that has no checkout: npm puts the programs of the checkout in front of its scripts' path. */
export function environmentOfUser(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_)/i.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(inherited), PATH: path.join(delimiter) };
}
