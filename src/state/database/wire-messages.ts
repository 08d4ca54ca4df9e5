/** A complete message of PostgreSQL's wire protocol, version 3. */
export interface WireMessage {
  /** Its type byte as a character; `startup` for the messages that open a connection and have none. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Of a `startup` message: the protocol version, or what is asked for instead. */
  readonly code?: number;
}

/** Codes of the messages that may come before a connection is open. */
export const startupCodes = { protocol3: 196_608, cancel: 80_877_102, ssl: 80_877_103, gss: 80_877_104 } as const;

const lengthOfLength = 4;

/** Cuts a stream of bytes into messages, however the network has cut it. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0);
  #open = false;

  /** The messages that are complete with these bytes. */
  *read(data: Uint8Array): Generator<WireMessage> {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const typeBytes = this.#open ? 1 : 0;
      if (this.#pending.length < typeBytes + lengthOfLength) return;
      const length = typeBytes + this.#pending.readInt32BE(typeBytes);
      // The first bytes of other protocols read as a length of many megabytes.
      const most = this.#open ? 2 ** 30 : 10_000;
      if (length < typeBytes + lengthOfLength || length > most) throw new RangeError(`a message of ${length} bytes`);
      if (this.#pending.length < length) return;
      const bytes = this.#pending.subarray(0, length);
      this.#pending = this.#pending.subarray(length);
      if (this.#open) yield { type: String.fromCharCode(bytes[0] as number), bytes };
      else {
        const code = length >= 2 * lengthOfLength ? bytes.readInt32BE(lengthOfLength) : 0;
        this.#open = code === startupCodes.protocol3;
        yield { type: 'startup', bytes, code };
      }
    }
  }
}

/** Messages after which the server says that it is ready for the next: Sync, a simple query, a function call. */
export function endsUnit({ type }: WireMessage): boolean {
  return type === 'startup' || type === 'S' || type === 'Q' || type === 'F';
}

/**
 * Whether a transaction is open after an answer of the server; `undefined` where the answer does not end in ReadyForQuery, whose last
 * byte shows: idle (I), in a transaction (T), in a failed one (E).
 */
export function transactionAfter(answer: Uint8Array): boolean | undefined {
  const length = 6;
  if (answer.length < length || answer[answer.length - length] !== 'Z'.charCodeAt(0)) return undefined;
  return answer[answer.length - 1] !== 'I'.charCodeAt(0);
}
