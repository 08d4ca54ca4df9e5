import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployCheck } from '../check.ts';
import { copyProject } from '../ci/project-copy.ts';
import { readReports } from '../ci/reports.ts';
import { checkout, runTool } from '../tools.ts';

/** `deploy/ci`: what a pull request runs, in a clean copy of an example. */
export const ciCheck: DeployCheck = {
  what: 'deploy/ci/pipeline.sh pull-request and package in a clean copy of examples/grocer',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'shelfcast-ci-'));
    try {
      // The project imports the package, which a checkout has once it is built.
      await runTool(process.execPath, ['scripts/package/main.ts'], { cwd: checkout });
      await copyProject('grocer', folder);
      const env = {
        ...process.env,
        SHELFCAST: `${process.execPath} ${join(checkout, 'bin/shelfcast.mjs')}`,
        BUILD_ID: 'a-check',
      };
      await runTool('bash', ['ci/pipeline.sh', 'pull-request'], { cwd: folder, env });
      await runTool('bash', ['ci/pipeline.sh', 'package'], { cwd: folder, env });
      const packed = await runTool('tar', ['--list', '--file', join(folder, 'reports/project-a-check.tar.gz')]);
      return { ...(await readReports(join(folder, 'reports'))), packedFiles: packed.trim().split('\n').length };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
