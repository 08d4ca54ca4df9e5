import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertSha256 } from '../checksum.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { needCommand } from '../fall-back.mjs';
import { TIME_SKIPPING_VERSION } from '../pins/temporal.mjs';
import { TIME_SKIPPING_JARS } from '../pins/time-skipping-jars.mjs';

const WAY_OUT = 'install Maven and Java >= 8 (Debian: `apt install maven`)';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>shelfcast.setup</groupId><artifactId>time-skipping-server</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${TIME_SKIPPING_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** One tier of compilation: the server lives for one test file, and is up in half the time. */
const WRAPPER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -cp "$here/jars/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * The server's jars from Maven, with a script that starts it.
 *
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
export function timeSkippingFromMaven(progress) {
  return {
    name: 'Maven jars',
    async fetch(draft) {
      needCommand(['java'], WAY_OUT);
      const mvn = needCommand(['mvn'], WAY_OUT);
      progress.step('fetching its jars with Maven (39 MB)');
      const jars = join(draft, 'jars');
      const pom = join(draft, 'pom.xml');
      await mkdir(jars);
      await writeFile(pom, POM);
      await run(mvn, ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]);
      await rm(pom);
      await assertJars(jars, TIME_SKIPPING_JARS);
      await writeFile(join(draft, 'temporal-test-server'), WRAPPER);
      await chmod(join(draft, 'temporal-test-server'), 0o755);
      return [];
    },
  };
}

/**
 * @param {string} dir
 * @param {Readonly<Record<string, string>>} pinned sha256 by file name
 */
export async function assertJars(dir, pinned) {
  const found = await readdir(dir);
  const unknown = found.filter((name) => pinned[name] === undefined);
  const missing = Object.keys(pinned).filter((name) => !found.includes(name));
  if (unknown.length + missing.length > 0) {
    throw new SetupError(
      `Maven resolved other jars than pinned: ${[...unknown.map((name) => `+${name}`), ...missing.map((name) => `-${name}`)].join(' ')}`,
    );
  }
  for (const name of found) await assertSha256(join(dir, name), /** @type {string} */ (pinned[name]));
}
