#!/usr/bin/env node
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir, CHECKOUT, isPackage } from '../scripts/setup/locations.mjs';
import { isAtLeast, OLDEST_RUNTIME } from '../scripts/setup/versions.mjs';

// A checkout runs its TypeScript as it is. A package is compiled: Node does not load TypeScript below node_modules.
const program = join(CHECKOUT, isPackage() ? 'lib/cli/main.js' : 'src/cli/main.ts');
const args = process.argv.slice(2);

if (isAtLeast(process.versions.node, OLDEST_RUNTIME)) {
  if (isPackage()) {
    const { purposeOfCommand } = await import('../scripts/setup/needs-of-command.mjs');
    setUpFor(purposeOfCommand(args));
  }
  // Compiled code is kept between runs, here and in the processes started from here: a start takes about half the time.
  process.env.NODE_COMPILE_CACHE ??= join(cacheDir(), 'compile-cache');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(program);
} else {
  await handOver();
}

/**
 * Provides what a package lacks; ends this process where that fails.
 * @param {'node' | 'start' | 'jobs' | undefined} purpose
 */
function setUpFor(purpose) {
  if (purpose === undefined) return;
  const setUp = fileURLToPath(new URL('../scripts/setup/main.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [setUp, `--for=${purpose}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Has the Node of the set-up run the same command. */
async function handOver() {
  const newer = await newerNode();
  if (newer === undefined) {
    process.stderr.write(
      `shelfcast needs Node ${OLDEST_RUNTIME} or newer, this is ${process.version}; run "npm run setup" first\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(newer, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child as well; this process stays until the child has stopped in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

async function newerNode() {
  if (!isPackage()) {
    const pinned = join(CHECKOUT, 'node_modules/node/bin/node');
    return existsSync(pinned) ? pinned : undefined;
  }
  const { packageNodePath } = await import('../scripts/setup/parts/package-node.mjs');
  const pinned = packageNodePath({ cache: cacheDir(), checkout: CHECKOUT });
  if (!existsSync(pinned)) setUpFor('node');
  return pinned;
}
