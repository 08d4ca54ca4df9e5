import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoHosts } from './hosts/host-network.ts';
import { whyNoServers } from './hosts/servers.ts';
import { say } from './say.ts';

/**
 * Runs a drill in a folder of its own, which is left where the drill did not pass, and ends this process: exit code 1 where it did not, 2
 * where it cannot run here.
 *
 * @param drill gets the folder; resolves to whether it passed
 */
export async function runDrill(
  name: string,
  { keep }: { readonly keep: boolean },
  drill: (folder: string) => Promise<boolean>,
): Promise<never> {
  const missing = (await whyNoHosts()) ?? whyNoServers();
  if (missing !== undefined) {
    say(missing);
    process.exit(2);
  }
  const folder = await mkdtemp(join(tmpdir(), `shelfcast-${name}-`));
  // PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  let passed = false;
  try {
    passed = await drill(folder);
  } finally {
    if (keep || !passed) say(`folders of both runs: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
  // What a cut connection left half open must not keep this process.
  process.exit(passed ? 0 : 1);
}
