import { join } from 'node:path';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { TEMPORAL_CLI_MODULE_SUM, TEMPORAL_CLI_VERSION } from '../pins/temporal.mjs';
import { assertModuleSum } from './go-module-sum.mjs';

const MODULE = 'github.com/temporalio/cli';

/**
 * The CLI built from source by the Go toolchain, whose own build cache lets an interrupted build continue.
 *
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function temporalCliFromGo(progress) {
  return {
    name: 'go install',
    async fetch(draft) {
      const go = needCommand(['go'], 'install Go >= 1.25, or put a newer `temporal` on the PATH');
      progress.step(`go install ${MODULE}/cmd/temporal@v${TEMPORAL_CLI_VERSION} (3 to 5 minutes on 2 cores)`);
      await run(go, ['install', '-v', `${MODULE}/cmd/temporal@v${TEMPORAL_CLI_VERSION}`], {
        cwd: draft,
        env: { ...process.env, GOBIN: draft },
        onLine: progress.detail,
      });
      await assertModuleSum(go, join(draft, 'temporal'), {
        module: MODULE,
        version: TEMPORAL_CLI_VERSION,
        sum: TEMPORAL_CLI_MODULE_SUM,
      });
      return [];
    },
  };
}
