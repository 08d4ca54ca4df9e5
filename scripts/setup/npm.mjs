import { delimiter, join, sep } from 'node:path';
import { findOnPath, run } from './command.mjs';
import { CommandMissingError } from './errors.mjs';

/**
 * Runs the machine's own npm: the checkout's pinned Node comes and goes with node_modules.
 * @param {string} checkout
 * @param {readonly string[]} args
 */
export async function npm(checkout, args) {
  const env = { ...process.env, PATH: pathWithout(join(checkout, 'node_modules'), process.env['PATH'] ?? '') };
  const program = findOnPath('npm', env);
  if (program === undefined) throw new CommandMissingError('npm', 'install Node >= 20 with npm');
  return run(program, args, { cwd: checkout, env });
}

/**
 * @param {string} dir
 * @param {string} path
 */
function pathWithout(dir, path) {
  return path
    .split(delimiter)
    .filter((entry) => !entry.startsWith(dir + sep))
    .join(delimiter);
}
