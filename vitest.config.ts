import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cacheDir } from './scripts/setup/locations.mjs';
import { LongestFirst } from './test/support/longest-first.ts';

// Compiled code of packages, and of the processes that tests start, is kept between runs, as the command line keeps it.
process.env.NODE_COMPILE_CACHE ??= join(cacheDir(), 'compile-cache');

/** In a checkout `shelfcast` is its sources: what `package.json` names is compiled for a package alone. */
const resolve = {
  alias: [{ find: /^shelfcast$/, replacement: fileURLToPath(new URL('./src/index.ts', import.meta.url)) }],
};

/** How long a test waits for a state: as long as a busy machine may take. Where the state comes, it costs nothing. */
const expect = { poll: { timeout: 90_000 } };

/** What programs say is compared as text. Some colour it for a pipe, too, where `CI` is set. */
const plainText = { NO_COLOR: '1' };
// Node warns of the one where the other is set too.
delete process.env.FORCE_COLOR;

const registriesFolder = './test/support/registries-folder.ts';
const memoryFolder = './test/support/memory-folder.ts';

// `npm test` runs unit and system. The others run on their own: `npm run test:stack`, and a script for each proof.
// Fast tests come first; what starts servers, databases and child processes follows, four files at a time on any
// machine: for half of their time they wait.
export default defineConfig({
  test: {
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/system/**', 'test/stack/**', 'test/proofs/**'],
          // As processes of jobs: exact comparisons of fits have to hold.
          execArgv: ['--no-maglev'],
          // What a file leaves in its process the next one finds: modules are loaded once, and tests undo what they change.
          isolate: false,
          globalSetup: [memoryFolder, registriesFolder],
          env: plainText,
          expect,
          // A test of ten seconds takes six times as long on a machine with more to do.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One more than there are cores: files wait for the database, the disk and processes that they start.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
        },
      },
      onServers('system', 1, [memoryFolder, registriesFolder]),
      onServers('stack', 2, [registriesFolder]),
      onServers('proofs', 3, [registriesFolder]),
    ],
  },
});

/** Tests below a folder that start servers and child processes. */
function onServers(name: string, groupOrder: number, globalSetup: readonly string[]) {
  return {
    resolve,
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      globalSetup: [...globalSetup],
      expect,
      testTimeout: 300_000,
      hookTimeout: 120_000,
      // Most of a job's process goes into its start. Tests that are about jobs side by side ask for more.
      env: { ...plainText, SHELFCAST_JOB_PROCESSES: '1' },
      maxWorkers: 4,
      sequence: { groupOrder },
    },
  };
}
