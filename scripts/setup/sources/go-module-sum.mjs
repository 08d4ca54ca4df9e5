import { rm } from 'node:fs/promises';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';

/**
 * Deletes a program, and throws `SetupError`, unless it was built from the module that is pinned. Go also checks every module with its
 * checksum database.
 *
 * @param {string} go
 * @param {string} program absolute path
 * @param {{ module: string, version: string, sum: string }} pinned
 */
export async function assertModuleSum(go, program, { module, version, sum }) {
  const info = await run(go, ['version', '-m', program]);
  const found = info.match(/^\tmod\t\S+\t\S+\t(\S+)$/m)?.[1];
  if (found === sum) return;
  await rm(program);
  throw new SetupError(`${module} v${version} has module checksum ${found}, expected ${sum}`);
}
