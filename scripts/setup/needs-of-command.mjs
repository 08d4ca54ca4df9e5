import { readLocations } from './locations.mjs';

/**
 * Commands that need native parts on this machine: those that start the stack, and those that run jobs. The others ask servers, or read files.
 * @type {Readonly<Record<string, 'start' | 'jobs'>>}
 */
const NEEDS = {
  dev: 'start',
  backtest: 'jobs',
  conditioners: 'jobs',
  explain: 'jobs',
  mlflow: 'jobs',
  models: 'jobs',
  run: 'jobs',
  validate: 'jobs',
  worker: 'jobs',
};

/**
 * What has to be set up before a command of an installed package; `undefined`: nothing. `dev` looks at every start, as `npm start` does in a
 * checkout; others, of which an image may hold no more than it needs on a read-only disk, once there has been no set-up at all.
 *
 * @param {readonly string[]} args of the command line
 * @returns {'start' | 'jobs' | undefined}
 */
export function purposeOfCommand(args) {
  const purpose = Object.hasOwn(NEEDS, args[0] ?? '') ? NEEDS[/** @type {string} */ (args[0])] : undefined;
  if (purpose === undefined || args.includes('--help') || args.includes('-h')) return undefined;
  const isSetUp = readLocations()?.versions?.tfjsNode !== undefined;
  return purpose === 'jobs' && isSetUp ? undefined : purpose;
}
