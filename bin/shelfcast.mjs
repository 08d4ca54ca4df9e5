#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../scripts/setup/locations.mjs';

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const pinnedNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// The sources are TypeScript, which Node runs as they are from 22.18 on; an older one hands over to the pinned one.
if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiled code is kept between runs, here and in the processes started from here: a start takes about half the time.
  process.env.NODE_COMPILE_CACHE ??= join(cacheDir(), 'compile-cache');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(program);
} else if (existsSync(pinnedNode)) {
  const child = spawn(pinnedNode, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child as well; this process stays until the child has stopped in order.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(`shelfcast needs Node 22.18 or newer, this is ${process.version}; run "npm run setup" first\n`);
  process.exitCode = 1;
}
