import { cachedPart } from '../cached-part.mjs';
import { run } from '../command.mjs';
import { npm } from '../npm.mjs';
import { AZURITE_VERSION, FAKE_GCS_SERVER, VERSITYGW } from '../pins/object-stores.mjs';
import { goProgram } from '../sources/go-program.mjs';

/** Tests skip what these are for, and say so, where they are not available. */
const optional = { neededFor: /** @type {const} */ (['stack']), optional: true };
const wayOut = 'the tests that want it are left out';

/** A gateway that serves a folder by the S3 API, conditions and uploads in parts included. */
export const s3Server = cachedPart(
  { id: 's3-server', title: 'S3 test server', ...optional, neededFor: ['stack', 'deploy'] },
  {
    version: VERSITYGW.version,
    program: VERSITYGW.program,
    source: (_, progress) => goProgram(VERSITYGW, progress),
    start: (program) => run(program, ['--version'], { timeoutMs: 20_000 }),
    wayOut,
  },
);

export const gcsServer = cachedPart(
  { id: 'gcs-server', title: 'GCS test server', ...optional },
  {
    version: FAKE_GCS_SERVER.version,
    program: FAKE_GCS_SERVER.program,
    source: (_, progress) => goProgram(FAKE_GCS_SERVER, progress),
    start: (program) => run(program, ['-help'], { timeoutMs: 20_000 }),
    wayOut,
  },
);

/** Microsoft's emulator. Not a dependency of the project: it brings some 380 packages. */
export const azureServer = cachedPart(
  { id: 'azure-server', title: 'Azure Blob test server', ...optional },
  {
    version: AZURITE_VERSION,
    program: 'node_modules/azurite/dist/src/blob/main.js',
    source: ({ checkout }, progress) => ({
      name: 'npm install',
      async fetch(draft) {
        progress.step(`npm install azurite@${AZURITE_VERSION}`);
        await npm(checkout, [
          ...['install', `azurite@${AZURITE_VERSION}`, '--prefix', draft, '--ignore-scripts'],
          ...['--no-audit', '--no-fund', '--no-bin-links'],
        ]);
        return [];
      },
    }),
    start: (program) => run(process.execPath, [program, '--version'], { timeoutMs: 60_000 }),
    wayOut,
  },
);
