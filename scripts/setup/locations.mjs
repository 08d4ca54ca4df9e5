import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from './write-file-atomically.mjs';

/**
 * What set-up leaves for the rest of Shelfcast, as `node_modules/.shelfcast/locations.json`. A field is absent as long as no
 * set-up run needed that part: `timeSkippingServer` after `npm start` alone, for one.
 *
 * @typedef {object} Locations
 * @property {string} [temporalCli] absolute path of the `temporal` program with the dev server
 * @property {string} [timeSkippingServer] absolute path of the time-skipping test server: a program that takes a port
 *   and `--enable-time-skipping`, fit for the SDK's `{ type: 'existing-path', path }`
 * @property {string} [s3Server] absolute path of versitygw, which tests run as an S3 server; absent where it is not available
 * @property {string} [gcsServer] absolute path of fake-gcs-server, also optional
 * @property {string} [azureServer] absolute path of Azurite's program for Node, also optional
 * @property {string} [postgres] absolute path of the folder with PostgreSQL's initdb and postgres, also optional
 * @property {string} [temporalServer] absolute path of the folder with Temporal's server, `server`, and its tool for databases, `sql`,
 *   also optional
 * @property {string} [chromium] absolute path of a Chromium, also optional
 * @property {string} [helm] absolute path of helm; this and the next three after `npm run setup:deploy`
 * @property {string} [kubeconform] absolute path of kubeconform
 * @property {string} [compose] absolute path of Docker Compose as a program of its own
 * @property {string} [kubernetesSchemas] absolute path of the folder with the schemas of each version of Kubernetes
 * @property {string} [mlflow] absolute path of a Python that has MLflow's tracking server, where it is available
 * @property {number} setupSeconds how long the last set-up run took, in seconds
 * @property {Partial<Record<'node' | 'libtensorflow' | 'tfjsNode' | 'temporalCli' | 'timeSkippingServer' | 'mlflow', string>>} versions
 */

/** The checkout this file belongs to. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * Whether this is an installed package, whose modules are compiled: it has no sources.
 * @param {string} [checkout]
 */
export function isPackage(checkout = CHECKOUT) {
  return !existsSync(join(checkout, 'src'));
}

/** What to type for the set-up, and to see what it has provided. */
export const commands = isPackage()
  ? { setUp: 'npx shelfcast setup', doctor: 'npx shelfcast doctor' }
  : { setUp: 'npm run setup', doctor: 'npm run doctor' };

/**
 * Where built and downloaded parts live, outside the checkout, so that a second clone finds them.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheDir(env = process.env) {
  if (env['SHELFCAST_CACHE_DIR']) return resolve(env['SHELFCAST_CACHE_DIR']);
  const base = env['XDG_CACHE_HOME'];
  // The XDG specification has relative paths ignored.
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'shelfcast');
}

/** @param {string} [checkout] */
function locationsFile(checkout = CHECKOUT) {
  return join(checkout, 'node_modules', '.shelfcast', 'locations.json');
}

/**
 * @param {string} [checkout]
 * @returns {Locations | undefined} `undefined` before the first set-up run
 */
export function readLocations(checkout = CHECKOUT) {
  try {
    return JSON.parse(readFileSync(locationsFile(checkout), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Absolute path of the Temporal CLI, or `undefined` before set-up.
 * @param {string} [checkout]
 */
export function temporalCliPath(checkout = CHECKOUT) {
  return readLocations(checkout)?.temporalCli;
}

/**
 * Absolute path of the time-skipping test server, or `undefined` before a set-up run for tests.
 * @param {string} [checkout]
 */
export function timeSkippingServerPath(checkout = CHECKOUT) {
  return readLocations(checkout)?.timeSkippingServer;
}

/**
 * @param {Locations} locations
 * @param {string} [checkout]
 */
export async function writeLocations(locations, checkout = CHECKOUT) {
  await writeFileAtomically(locationsFile(checkout), `${JSON.stringify(locations, undefined, 2)}\n`);
}
