import { readFile, stat } from 'node:fs/promises';
import { PayloadKeysUnreadableError } from '../../ports/payload-errors.ts';
import { parsePayloadKeys, type PayloadKey, type PayloadKeys } from './payload-key.ts';

interface KeyRingOptions {
  /** Milliseconds between two looks at the file. Default 1000. */
  readonly lookEveryMs?: number;
  /** Hears why a file that has changed was not taken over, once for each reason. Default: a warning of the process. */
  readonly onFault?: (error: Error) => void;
}

/**
 * The keys of a file, read again once it has changed. Keys that were read stay in use while the file is away or not valid: a rotation that
 * goes wrong stops nothing.
 */
export class KeyRing {
  readonly #file: string;
  readonly #lookEveryMs: number;
  readonly #onFault: (error: Error) => void;
  #keys: PayloadKeys | undefined;
  #state = '';
  #lookedAt = -Infinity;
  #looking: Promise<PayloadKeys> | undefined;
  #fault = '';

  constructor(
    file: string,
    { lookEveryMs = 1000, onFault = (error) => process.emitWarning(error) }: KeyRingOptions = {},
  ) {
    this.#file = file;
    this.#lookEveryMs = lookEveryMs;
    this.#onFault = onFault;
  }

  /** The key that encrypts. Throws `PayloadKeysUnreadableError` or `PayloadKeysInvalidError` where no keys were ever read. */
  async newest(): Promise<PayloadKey> {
    const keys = await this.#current(this.#lookEveryMs);
    return keys.values().next().value!;
  }

  /** The key with an id, `undefined` where the file does not have it even now. Throws as `newest`. */
  async find(id: string): Promise<PayloadKey | undefined> {
    const known = (await this.#current(this.#lookEveryMs)).get(id);
    // Somebody else may have a new key already.
    return known ?? (await this.#current(0)).get(id);
  }

  /** Ids of the keys that are known, the newest first. */
  ids(): readonly string[] {
    return [...(this.#keys?.keys() ?? [])];
  }

  #current(lookEveryMs: number): Promise<PayloadKeys> {
    if (this.#keys && performance.now() - this.#lookedAt < lookEveryMs) return Promise.resolve(this.#keys);
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<PayloadKeys> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#file);
      const state = `${mtimeMs} ${size} ${ino}`;
      if (!this.#keys || state !== this.#state) {
        this.#keys = parsePayloadKeys(await readFile(this.#file, 'utf8'), this.#file);
        this.#state = state;
      }
      this.#fault = '';
      return this.#keys;
    } catch (thrown) {
      const error = this.#explained(thrown as Error);
      if (!this.#keys) throw error;
      if (error.message !== this.#fault) this.#onFault(error);
      this.#fault = error.message;
      return this.#keys;
    } finally {
      this.#lookedAt = performance.now();
    }
  }

  #explained(error: Error): Error {
    return 'syscall' in error ? new PayloadKeysUnreadableError(this.#file, { cause: error }) : error;
  }
}
