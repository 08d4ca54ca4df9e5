/** Where a process serves its status. */
export interface StatusAddress {
  readonly host: string;
  readonly port: number;
}

/** The status port or host cannot be used. */
export class StatusAddressError extends Error {
  override readonly name = 'StatusAddressError';
  readonly value: string;

  constructor(value: string) {
    super(`SHELFCAST_STATUS_PORT: ${JSON.stringify(value)} is not a port; give a number from 1 to 65535`);
    this.value = value;
  }
}

/**
 * Where this process serves its status, by `SHELFCAST_STATUS_PORT` (unset: nowhere) and `SHELFCAST_STATUS_HOST` (default 127.0.0.1).
 * Throws `StatusAddressError`.
 */
export function statusAddress(variables: NodeJS.ProcessEnv = process.env): StatusAddress | undefined {
  const { SHELFCAST_STATUS_PORT: text, SHELFCAST_STATUS_HOST: host } = variables;
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StatusAddressError(text);
  return { host: host || '127.0.0.1', port };
}
