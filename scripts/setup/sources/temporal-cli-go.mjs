import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { needCommand } from '../fall-back.mjs';
import { TEMPORAL_CLI_MODULE_SUM, TEMPORAL_CLI_VERSION } from '../pins/temporal.mjs';

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
      await assertModuleSum(go, join(draft, 'temporal'));
      return [];
    },
  };
}

/**
 * @param {string} go
 * @param {string} program
 */
async function assertModuleSum(go, program) {
  const info = await run(go, ['version', '-m', program]);
  const sum = info.match(/^\tmod\t\S+\t\S+\t(\S+)$/m)?.[1];
  if (sum === TEMPORAL_CLI_MODULE_SUM) return;
  await rm(program);
  throw new SetupError(
    `${MODULE} v${TEMPORAL_CLI_VERSION} has module checksum ${sum}, expected ${TEMPORAL_CLI_MODULE_SUM}`,
  );
}
