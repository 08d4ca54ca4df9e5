import { describe, test } from 'vitest';

/**
 * A suite that needs a server which not every machine has. Without the server it is skipped, and its name says why; with `CI=true`
 * it fails instead, so that a proof is never lost unseen.
 *
 * @param missing why the server is not available; `undefined` where it is there
 */
export function describeOn(name: string, missing: string | undefined, body: () => void | Promise<void>): void {
  if (missing === undefined) {
    describe(name, body);
    return;
  }
  if (process.env['CI'] !== 'true') {
    describe.skip(`${name} (${missing})`, body);
    return;
  }
  describe(name, () => {
    test('has the server it needs', () => {
      throw new Error(`${missing}. With CI=true a proof may not be skipped`);
    });
  });
}
