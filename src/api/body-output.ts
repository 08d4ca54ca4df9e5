import { PassThrough } from 'node:stream';
import type { TextOutput } from '../app/app.ts';

/** A body that an operation writes. */
export interface BodyOutput {
  readonly output: TextOutput;
  readonly stream: PassThrough;
  /** Resolves once something has been written. */
  readonly begun: Promise<undefined>;
  end(): void;
  fail(error: unknown): void;
}

/** Text that is read while it is written: `write` waits until the reader has taken what is there. */
export function bodyOutput(): BodyOutput {
  const stream = new PassThrough();
  const begun = Promise.withResolvers<undefined>();
  return {
    stream,
    begun: begun.promise,
    output: {
      write: (text) =>
        new Promise((resolve, reject) => {
          stream.write(text, (error) => {
            if (error) reject(error);
            else resolve();
          });
          begun.resolve(undefined);
        }),
    },
    end: () => void stream.end(),
    fail: (error) => void stream.destroy(error instanceof Error ? error : new Error(String(error))),
  };
}
