import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { findOnPath } from '../../scripts/setup/command.mjs';
import { serverProgram } from './object-stores/server-process.ts';

const builtPage = fileURLToPath(new URL('../../dist/dashboard/index.html', import.meta.url));

/** The set-up's Chromium, or the machine's own where the set-up has not run since. */
const program = serverProgram('chromium') ?? findOnPath('chromium');

/** Why pages cannot be looked at here; `undefined` where they can. */
export function whyNoPages(): string | undefined {
  if (!existsSync(builtPage)) return 'the pages are not built: npm run build:dashboard';
  return program === undefined ? 'there is no chromium, and the set-up got none' : undefined;
}

/** Starts a browser without a window, which asks nobody outside for anything. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program!,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
}
