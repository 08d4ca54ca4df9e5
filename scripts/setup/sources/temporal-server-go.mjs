import { join } from 'node:path';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { TEMPORAL_SERVER } from '../pins/temporal-server.mjs';
import { assertModuleSum } from './go-module-sum.mjs';

const { module, version, packages, programs } = TEMPORAL_SERVER;

/**
 * Temporal's server and its tool for SQL databases, built from source by the Go toolchain, whose own build cache lets an interrupted build
 * continue.
 *
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function temporalServerFromGo(progress) {
  return {
    name: 'go install',
    async fetch(draft) {
      const go = needCommand(['go'], 'install Go >= 1.25');
      const env = { ...process.env, GOBIN: draft, CGO_ENABLED: '0' };
      progress.step(`go install ${module}@v${version} (2 to 5 minutes on 2 cores)`);
      await run(go, ['install', '-v', ...packages.map((path) => `${path}@v${version}`)], {
        cwd: draft,
        env,
        onLine: progress.detail,
      });
      for (const program of programs) await assertModuleSum(go, join(draft, program), TEMPORAL_SERVER);
      return [];
    },
  };
}
