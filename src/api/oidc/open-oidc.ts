import type { Registry } from '../../ports/registry.ts';
import type { Authenticate } from '../access.ts';
import type { ServerOptions } from '../server-options.ts';
import { machineTokens } from './machine-tokens.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { openProvider } from './provider.ts';
import { signInWith } from './sign-in.ts';
import { signedInOrKeys } from './who-signs-in.ts';

/** Sign-in with a provider, and who is let in then. */
export function openOidc(
  settings: OidcSettings,
  ofKey: Authenticate,
  withRegistry: <Result>(use: (registry: Registry) => Promise<Result>) => Promise<Result>,
): Pick<ServerOptions, 'authenticate' | 'signIn'> {
  const provider = openProvider(settings);
  return {
    authenticate: signedInOrKeys({
      usableSession: (hash) => withRegistry((registry) => registry.usableSession(hash)),
      ofToken: machineTokens(settings, () => provider.jwksUri()),
      ofKey,
    }),
    signIn: signInWith(provider, settings, withRegistry),
  };
}
