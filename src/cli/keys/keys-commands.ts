import { createKey } from '../../app/keys/create-key.ts';
import { listKeys } from '../../app/keys/list-keys.ts';
import { revokeKey } from '../../app/keys/revoke-key.ts';
import type { Role } from '../../app/operation.ts';
import { keysText, newKeyText, revokedText } from '../../reports/keys/keys-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

interface CreateKeyOptions extends AppOptions {
  readonly role: Role;
  readonly env?: readonly string[];
  readonly days?: number;
}

/** `shelfcast keys create`: makes a key of the API and prints it. Returns the exit code. */
export function createKeyCommand(name: string, { role, env, days, ...options }: CreateKeyOptions): Promise<number> {
  const input = {
    ...{ name, role },
    ...(env === undefined ? {} : { environments: env }),
    ...(days === undefined ? {} : { days }),
  };
  return runOperation(createKey, options, input, { text: newKeyText });
}

/** `shelfcast keys list`: whose keys there are. Returns the exit code. */
export function listKeysCommand(options: AppOptions): Promise<number> {
  return runOperation(listKeys, options, {}, { text: keysText });
}

/** `shelfcast keys revoke`: takes a key out of use. Returns the exit code. */
export function revokeKeyCommand(id: string, options: AppOptions): Promise<number> {
  return runOperation(revokeKey, options, { id }, { text: revokedText });
}
