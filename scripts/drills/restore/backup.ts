import { execFile } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serverProgram } from '../../../test/support/object-stores/server-process.ts';
import type { HostsInstallation } from '../hosts/installation.ts';
import { unprivilegedUser } from '../hosts/servers.ts';

const run = promisify(execFile);
const scripts = fileURLToPath(new URL('../../../deploy/backup', import.meta.url));

/** Where a backup is, on a disk that outlives the installation. */
export class Backup {
  readonly #folder: string;
  /** ISO 8601; what the newest copy of the artifacts can be restored to. */
  #restorableTo: string | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(folder: string): Promise<Backup> {
    const user = unprivilegedUser();
    for (const part of [folder, join(folder, 'wal'), join(folder, 'artifacts')]) {
      await mkdir(part, { recursive: true });
      if (user !== undefined) await chown(part, user, user);
    }
    return new Backup(folder);
  }

  get archive(): string {
    return join(this.#folder, 'wal');
  }

  get artifacts(): string {
    return join(this.#folder, 'artifacts');
  }

  get restorableTo(): string | undefined {
    return this.#restorableTo;
  }

  /** The database as it is now; from here on its archived log is enough. */
  async takeBase({ database }: Pick<HostsInstallation, 'database'>): Promise<void> {
    const { hostname, port, username, password } = new URL(database.url('postgres'));
    await this.#script('base-backup.sh', [join(this.#folder, 'base')], {
      ...{ PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password },
    });
  }

  /** Copies the artifacts every few seconds until the signal aborts. */
  async copyArtifacts(
    { command }: Pick<HostsInstallation, 'command'>,
    everyMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      try {
        const { restorableTo } = JSON.parse(await command(['artifacts', 'copy', '--to', this.artifacts, '--json'])) as {
          restorableTo: string;
        };
        // One that ended after the loss read from what was being lost.
        if (!signal.aborted) this.#restorableTo = restorableTo;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Makes the data folder of a new server, as it was when the artifacts were last copied. */
  async restoreDatabase(data: string): Promise<void> {
    const user = unprivilegedUser();
    await mkdir(dirname(data), { recursive: true });
    if (user !== undefined) await chown(dirname(data), user, user);
    await this.#script('restore-database.sh', [
      ...[join(this.#folder, 'base'), this.archive, data],
      ...(this.#restorableTo === undefined ? [] : [this.#restorableTo]),
    ]);
  }

  /** As the user who runs the server. */
  async #script(name: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const user = unprivilegedUser();
    await run('sh', [join(scripts, name), ...args], {
      ...(user === undefined ? {} : { uid: user, gid: user }),
      cwd: this.#folder,
      env: { ...process.env, ...environment, PATH: `${serverProgram('postgres')}:${process.env.PATH}` },
    });
  }
}
