import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { givesMemoryBack } from '../../src/processes/memory-environment.ts';
import { serviceOptions } from '../../src/processes/node-options.ts';
import type { StackMessage } from '../../src/processes/parent-messages.ts';
import type { startTestRegistry } from '../../test/support/registry.ts';

const program = fileURLToPath(new URL('server-main.ts', import.meta.url));

export interface Server {
  readonly port: number;
  readonly processId: number;
  /** `http://127.0.0.1:…/api/v1/environments/dev` */
  readonly root: string;
  stop(): Promise<void>;
}

type Registry = Awaited<ReturnType<typeof startTestRegistry>>;

/** Starts the API of a project on a folder of artifacts and a registry, with the pages of a folder. */
export async function startServer(
  { project, folder, registry }: { readonly project: string; readonly folder: string; readonly registry: Registry },
  pages: string,
): Promise<Server> {
  const port = await getPort({ host: '127.0.0.1' });
  const child: ChildProcess = fork(program, [project, join(folder, 'state'), String(port), pages], {
    execArgv: [...serviceOptions],
    env: {
      ...process.env,
      // As the stack starts it.
      ...givesMemoryBack,
      ...{ SHELFCAST_REGISTRY_URL: registry.url, SHELFCAST_ARTIFACTS: join(folder, 'artifacts') },
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [StackMessage | number];
  if (typeof message === 'number' || message.kind !== 'ready') throw new Error('the API did not start');
  return {
    ...{ port, processId: child.pid!, root: `http://127.0.0.1:${port}/api/v1/environments/dev` },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
