import { readFileSync } from 'node:fs';
import {
  loadClientConfig,
  loadClientConnectConfig,
  toClientOptions,
  type ClientConnectConfig,
} from '@temporalio/envconfig';
import { NoProfileError } from '../ports/environment-errors.ts';

/** Where a server is that nothing says the address of. */
export const defaultAddress = 'localhost:7233';

/** How the namespace of an environment is reached. */
export interface EnvironmentTarget {
  /** Which server it is on: environments with the same one share a connection. */
  readonly server: string;
  /** Address, TLS and API key. */
  readonly connectionOptions: ClientConnectConfig['connectionOptions'];
  readonly namespace: string;
}

/** Whether the environment variables name one server for all environments. */
export function namesOneServer(): boolean {
  return Boolean(process.env.TEMPORAL_ADDRESS || process.env.TEMPORAL_PROFILE);
}

/**
 * How an environment is reached, by Temporal's standard environment configuration. `TEMPORAL_ADDRESS` or `TEMPORAL_PROFILE` names one server
 * for all environments. Without them the profile of the configuration file that has the environment's name is used: its address, namespace,
 * TLS and API key; and for an environment without such a profile the default one. A namespace that no profile names has its environment's
 * name. Throws `NoProfileError` where the file has profiles, but neither of the two.
 */
export function environmentTarget(environment: string): EnvironmentTarget {
  if (!namesOneServer()) {
    const { profiles } = loadClientConfig({});
    const own = profiles[environment];
    if (own) {
      const { connectionOptions, namespace = environment } = toClientOptions(own);
      return { server: environment, connectionOptions: withKeyOfFile(connectionOptions), namespace };
    }
    const known = Object.keys(profiles);
    if (known.length > 0 && !profiles.default) throw new NoProfileError(environment, known);
  }
  const { connectionOptions } = loadClientConnectConfig();
  return { server: '', connectionOptions: withKeyOfFile(connectionOptions), namespace: environment };
}

/** `SHELFCAST_TEMPORAL_API_KEY_FILE` has the API key where Temporal's own configuration has none: secret stores write files. */
function withKeyOfFile(options: EnvironmentTarget['connectionOptions']): EnvironmentTarget['connectionOptions'] {
  const file = process.env.SHELFCAST_TEMPORAL_API_KEY_FILE;
  if (!file || options.apiKey !== undefined) return options;
  return { ...options, apiKey: readFileSync(file, 'utf8').trim(), tls: options.tls ?? true };
}
