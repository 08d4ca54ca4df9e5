import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A host: a network namespace with one address on the bridge, and a host name of its own. */
interface Host {
  readonly namespace: string;
  /** Its end on the bridge: down means that no packet gets in or out. */
  readonly link: string;
  readonly address: string;
}

/** Why there can be no hosts of their own here; `undefined` where there can. */
export async function whyNoHosts(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  if (process.getuid?.() !== 0)
    return 'network namespaces need root; run the drill as root, or in a container with CAP_NET_ADMIN';
  try {
    await run('ip', ['netns', 'list']);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `"ip netns" does not work (${reason}); install iproute2`;
  }
}

/**
 * Hosts on one machine that reach each other over a network only, which can be cut. They share the processor, the disk and the
 * process ids. This process reaches all of them through the bridge.
 */
export class HostNetwork<Name extends string> {
  readonly #bridge: string;
  readonly #subnet: string;
  readonly #hosts = new Map<Name, Host>();

  private constructor(bridge: string, subnet: string) {
    this.#bridge = bridge;
    this.#subnet = subnet;
  }

  /** @param id 0 to 999; networks of different processes on one machine need different ones */
  static async open<Name extends string>(names: readonly Name[], id = process.pid % 1000): Promise<HostNetwork<Name>> {
    const network = new HostNetwork<Name>(`scb${id}`, `10.${77 + Math.floor(id / 250)}.${id % 250}`);
    try {
      await network.#make(names, id);
    } catch (error) {
      await network.close();
      throw error;
    }
    return network;
  }

  async #make(names: readonly Name[], id: number): Promise<void> {
    const bridge = this.#bridge;
    await ip('link', 'add', bridge, 'type', 'bridge');
    await ip('address', 'add', `${this.#subnet}.1/24`, 'dev', bridge);
    await ip('link', 'set', bridge, 'up');
    for (const [index, name] of names.entries()) {
      const host = {
        namespace: `sc${id}-${name}`,
        link: `sch${id}x${index}`,
        address: `${this.#subnet}.${10 + index}`,
      };
      const inside = `sci${id}x${index}`;
      await ip('netns', 'add', host.namespace);
      this.#hosts.set(name, host);
      await ip('link', 'add', host.link, 'type', 'veth', 'peer', 'name', inside);
      await ip('link', 'set', inside, 'netns', host.namespace);
      await ip('link', 'set', host.link, 'master', bridge);
      await ip('link', 'set', host.link, 'up');
      await ip('-n', host.namespace, 'address', 'add', `${host.address}/24`, 'dev', inside);
      await ip('-n', host.namespace, 'link', 'set', inside, 'up');
      await ip('-n', host.namespace, 'link', 'set', 'lo', 'up');
    }
  }

  addressOf(name: Name): string {
    return this.#host(name).address;
  }

  /** The addresses of all hosts, as PostgreSQL and others write a network. */
  get subnet(): string {
    return `${this.#subnet}.0/24`;
  }

  /**
   * Starts a program on a host.
   *
   * @param logFile gets what the program says
   * @param user number of the user it runs as; left out: the one of this process
   */
  start(
    name: Name,
    command: readonly string[],
    {
      environment = {},
      logFile,
      user,
    }: { environment?: NodeJS.ProcessEnv; logFile: string; user?: number | undefined },
  ): ChildProcess {
    const { namespace } = this.#host(name);
    const as = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'];
    // A host name of its own, as machines have: workers name themselves by it.
    const named = ['unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', name, ...as, ...command];
    const log = openSync(logFile, 'a');
    try {
      return spawn('ip', ['netns', 'exec', namespace, ...named], {
        stdio: ['ignore', log, log],
        env: { ...process.env, ...environment },
      });
    } finally {
      closeSync(log);
    }
  }

  /** Whether a process runs on a host. */
  isOn(name: Name, processId: number): boolean {
    try {
      return statSync(`/proc/${processId}/ns/net`).ino === statSync(`/run/netns/${this.#host(name).namespace}`).ino;
    } catch {
      return false;
    }
  }

  /** Ends every process of a host at once, as a machine that loses power does. */
  async kill(name: Name): Promise<void> {
    for (;;) {
      const ids = await this.#processesOf(name);
      if (ids.length === 0) return;
      for (const id of ids) {
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // It has ended by itself.
        }
      }
      await sleep(20);
    }
  }

  /** Cuts a host off: its packets get nowhere, and nobody is told. */
  cutOff(name: Name): Promise<void> {
    return ip('link', 'set', this.#host(name).link, 'down');
  }

  reconnect(name: Name): Promise<void> {
    return ip('link', 'set', this.#host(name).link, 'up');
  }

  /** Ends all processes of all hosts and takes the network down. */
  async close(): Promise<void> {
    for (const name of this.#hosts.keys()) {
      await this.kill(name);
      // With its namespace it would go some time later.
      await ip('link', 'delete', this.#host(name).link).catch(() => undefined);
      await ip('netns', 'delete', this.#host(name).namespace);
    }
    this.#hosts.clear();
    await ip('link', 'delete', this.#bridge).catch(() => undefined);
  }

  async #processesOf(name: Name): Promise<readonly number[]> {
    const { stdout } = await run('ip', ['netns', 'pids', this.#host(name).namespace]);
    return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
  }

  #host(name: Name): Host {
    const host = this.#hosts.get(name);
    if (!host) throw new Error(`there is no host ${name}`);
    return host;
  }
}

/** Ends a process in order and waits for it. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(giveUp);
}

async function ip(...args: readonly string[]): Promise<void> {
  await run('ip', args);
}
