import { join } from 'node:path';
import { run } from '../package/run.ts';
import { requireTool } from './tools.ts';

/** Buildah on a storage of its own in a folder: no daemon, nothing in it is seen by other users of the machine. */
export class Buildah {
  readonly #storage: readonly string[];

  constructor(folder: string) {
    requireTool('buildah', 'apt-get install buildah');
    this.#storage = ['--storage-driver', 'vfs', '--root', join(folder, 'storage'), '--runroot', join(folder, 'run')];
  }

  /** Runs a command of it; its standard output. */
  async run(...args: readonly string[]): Promise<string> {
    return (await run('buildah', [...this.#storage, ...args])).trim();
  }

  /** The configuration of an image, as a runtime reads it. */
  async config(image: string): Promise<ImageConfig> {
    const { OCIv1 } = JSON.parse(await this.run('inspect', '--type', 'image', image)) as {
      readonly OCIv1: { readonly config: ImageConfig };
    };
    return OCIv1.config;
  }
}

export interface ImageConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
}
