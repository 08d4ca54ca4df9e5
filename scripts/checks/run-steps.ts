import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

/** The checkout that is checked. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The path of a file below the checkout, with `/`. */
export const belowCheckout = (file: string): string => relative(checkout, file).replaceAll('\\', '/');

/** Folder, below the checkout, of what checks found out before. */
export const cache = 'node_modules/.cache/shelfcast';

/** A program of node_modules/.bin with its arguments, and what people call it. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/**
 * Runs steps, as many at a time as there are cores, in their order. Prints what failed steps said, and a last line with the time of
 * each. Sets the exit code to 1 where one failed.
 */
export async function runSteps(steps: readonly Step[], about: string): Promise<void> {
  const started = performance.now();
  const waiting = [...steps];
  const told: string[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const { passed, output, seconds } = await run(step);
      told.push(`${step.name} ${passed ? '✓' : '✗'} ${seconds.toFixed(1)} s`);
      if (passed) continue;
      process.stdout.write(`\n${step.name}\n${output}\n`);
      process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${told.join(' · ')} · ${about}, ${seconds.toFixed(1)} s in all\n`);
}

async function run({ command: [program, ...args] }: Step) {
  const from = performance.now();
  const child = spawn(program, args, {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { passed: code === 0, output: output + errors, seconds: (performance.now() - from) / 1000 };
}
