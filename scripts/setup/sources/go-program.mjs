import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { needCommand } from '../fall-back.mjs';
import { assertModuleSum } from './go-module-sum.mjs';

/**
 * A program built from source by the Go toolchain, whose own build cache lets an interrupted build continue.
 *
 * @param {import('../pins/object-stores.mjs').GoProgram} pinned
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function goProgram(pinned, progress) {
  const { package: path, version, program, newer = {} } = pinned;
  return {
    name: 'go build',
    async fetch(draft) {
      const go = needCommand(['go'], 'install Go >= 1.25');
      progress.step(`go build ${path}@v${version} (2 to 5 minutes on 2 cores)`);
      // As a dependency: `go install` refuses a module with directives that hold for itself alone.
      const module = join(draft, 'go.mod');
      const required = Object.entries({ [pinned.module]: version, ...newer }).map(
        ([name, at]) => `require ${name} v${at}\n`,
      );
      await writeFile(module, `module setup\n\ngo 1.25\n\n${required.join('')}`);
      await run(go, ['build', '-v', '-mod=mod', '-o', join(draft, program), path], {
        cwd: draft,
        env: { ...process.env, CGO_ENABLED: '0' },
        onLine: progress.detail,
      });
      await rm(module);
      await rm(join(draft, 'go.sum'), { force: true });
      await assertModuleSum(go, join(draft, program), pinned);
      return [];
    },
  };
}
