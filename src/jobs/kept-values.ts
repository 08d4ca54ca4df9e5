/** Values that a process keeps for its next job, as far as they fit; those used longest ago leave first. */
export class KeptValues {
  readonly #mostBytes: number;
  /** The one used last is at the end. */
  readonly #values = new Map<string, { readonly value: unknown; readonly bytes: number }>();
  #bytes = 0;

  /** @param mostBytes of all values together; one that is larger is not kept. */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The value of a key, made where it is not kept.
   *
   * @param key names what the value follows from: contents by their hash, so that a value never changes
   * @param bytesOf how much memory a value takes, about
   */
  async get<Value>(key: string, make: () => Value | Promise<Value>, bytesOf: (value: Value) => number): Promise<Value> {
    const known = this.#values.get(key);
    if (known) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known.value as Value;
    }
    const value = await make();
    const bytes = bytesOf(value);
    if (bytes > this.#mostBytes) return value;
    this.#values.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#values) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#values.delete(oldest);
      this.#bytes -= freed;
    }
    return value;
  }
}

/** A value of `KeptValues`, made each time where nothing is kept. */
export async function keptOr<Value>(
  kept: KeptValues | undefined,
  key: string,
  make: () => Value | Promise<Value>,
  bytesOf: (value: Value) => number,
): Promise<Value> {
  return kept ? kept.get(key, make, bytesOf) : make();
}
