import { SettingsError } from '../composition/settings-error.ts';
import type { AccessMode } from '../contracts/access-modes.ts';
import type { Registry } from '../ports/registry.ts';
import { anybodyHere } from './access.ts';
import { keysOnly } from './keys.ts';
import type { OidcSettings } from './oidc/oidc-settings.ts';
import type { ServerOptions } from './server-options.ts';

/** Who may ask, by the mode of access. Throws `SettingsError` where people are to sign in and nothing says with whom. */
export async function openAccess(
  mode: AccessMode,
  oidc: OidcSettings | undefined,
  withRegistry: <Result>(use: (registry: Registry) => Promise<Result>) => Promise<Result>,
): Promise<Pick<ServerOptions, 'authenticate' | 'signIn'>> {
  const ofKey = keysOnly((hash) => withRegistry((registry) => registry.usableAccessKey(hash)));
  switch (mode) {
    case 'this-machine':
      return { authenticate: anybodyHere() };
    case 'keys':
      return { authenticate: ofKey };
    case 'oidc': {
      if (!oidc) throw new SettingsError('nothing says with which OpenID provider people sign in');
      const { openOidc } = await import('./oidc/open-oidc.ts');
      return openOidc(oidc, ofKey, withRegistry);
    }
  }
}
