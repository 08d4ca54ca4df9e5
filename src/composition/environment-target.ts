import {
  loadClientConfig,
  loadClientConnectConfig,
  toClientOptions,
  type ClientConnectConfig,
} from '@temporalio/envconfig';
import { NoProfileError } from '../ports/environment-errors.ts';
import { apiKeyOfFile } from './temporal-key-file.ts';

/** Where a server is that nothing says the address of. */
export const defaultAddress = 'localhost:7233';

type ConnectionOptions = ClientConnectConfig['connectionOptions'];

/** How the namespace of an environment is reached. */
export interface EnvironmentTarget {
  /** Which server it is on: environments with the same one share a connection. */
  readonly server: string;
  /** Address, TLS and API key. */
  readonly connectionOptions: ConnectionOptions;
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
 * name. Throws `NoProfileError` where the file has profiles, but neither of the two, and `SettingsError` where a file of a key is for none of them.
 */
export function environmentTarget(environment: string): EnvironmentTarget {
  const { profiles } = loadClientConfig({});
  const known = Object.keys(profiles);
  const withKey = (options: ConnectionOptions, own?: string): ConnectionOptions => {
    const profile = own ?? (process.env.TEMPORAL_PROFILE || 'default');
    const apiKey = options.apiKey ?? apiKeyOfFile(profile, { isOneServer: own === undefined, known });
    return apiKey === undefined ? options : { ...options, apiKey, tls: options.tls ?? true };
  };
  if (!namesOneServer()) {
    const own = profiles[environment];
    if (own) {
      const { connectionOptions, namespace = environment } = toClientOptions(own);
      return { server: environment, connectionOptions: withKey(connectionOptions, environment), namespace };
    }
    if (known.length > 0 && !profiles.default) throw new NoProfileError(environment, known);
  }
  const { connectionOptions } = loadClientConnectConfig();
  return { server: '', connectionOptions: withKey(connectionOptions), namespace: environment };
}
