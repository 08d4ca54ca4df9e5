import { SetupOptionError } from './errors.mjs';

/** @typedef {{ action: 'set-up', purpose: import('./part.mjs').Purpose } | { action: 'doctor', json: boolean }} SetupOptions */

/**
 * @param {readonly string[]} args of `scripts/setup/main.mjs`
 * @returns {SetupOptions}
 */
export function parseOptions(args) {
  /** @type {import('./part.mjs').Purpose} */
  let purpose = 'start';
  let doctor = false;
  let json = false;
  for (const arg of args) {
    if (arg === '--doctor') doctor = true;
    else if (arg === '--json') json = true;
    else if (/^--for=(node|jobs|start|test|stack|mlflow|deploy)$/.test(arg)) {
      purpose = /** @type {import('./part.mjs').Purpose} */ (arg.slice('--for='.length));
    } else throw new SetupOptionError(arg);
  }
  if (json && !doctor) throw new SetupOptionError('--json');
  return doctor ? { action: 'doctor', json } : { action: 'set-up', purpose };
}
