import { createHash } from 'node:crypto';
import type { EnvironmentTarget } from './environment-target.ts';

const usualSeconds = 30;

/** Milliseconds between two looks at files with certificates and API keys, where no other setting of the process is read. */
export function credentialsLookMs(variables: NodeJS.ProcessEnv = process.env): number {
  const seconds = Number(variables.SHELFCAST_CREDENTIALS_SECONDS || usualSeconds);
  return 1000 * (seconds > 0 ? seconds : usualSeconds);
}

/** Where a connection goes and what it proves itself with, as a hash: another one is needed where it differs. */
export function credentialsOf(options: EnvironmentTarget['connectionOptions']): string {
  const text = JSON.stringify(options, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
