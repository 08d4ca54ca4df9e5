import { join } from 'node:path';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { assertModuleSum } from './go-module-sum.mjs';

/**
 * A program built from source by the Go toolchain, whose own build cache lets an interrupted build continue.
 *
 * @param {import('../pins/object-stores.mjs').GoServer} server
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function goProgram(server, progress) {
  const { package: path, version, program } = server;
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
      await assertModuleSum(go, join(draft, program), server);
      return [];
    },
  };
}
