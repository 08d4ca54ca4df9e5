import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { needCommand } from '../fall-back.mjs';

/**
 * A program built from source by the Go toolchain, whose own build cache lets an interrupted build continue.
 *
 * @param {import('../pins/object-stores.mjs').GoServer} server
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function goProgram({ module, package: path, version, sum, program }, progress) {
  return {
    name: 'go install',
    async fetch(draft) {
      const go = needCommand(['go'], 'install Go >= 1.25');
      progress.step(`go install ${path}@v${version} (2 to 5 minutes on 2 cores)`);
      await run(go, ['install', '-v', `${path}@v${version}`], {
        cwd: draft,
        env: { ...process.env, GOBIN: draft, CGO_ENABLED: '0' },
        onLine: progress.detail,
      });
      const built = join(draft, program);
      const info = await run(go, ['version', '-m', built]);
      const found = info.match(/^\tmod\t\S+\t\S+\t(\S+)$/m)?.[1];
      if (found === sum) return [];
      await rm(built);
      throw new SetupError(`${module} v${version} has module checksum ${found}, expected ${sum}`);
    },
  };
}
