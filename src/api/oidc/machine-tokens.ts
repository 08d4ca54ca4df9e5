import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Caller } from '../access.ts';
import { ApiError } from '../api-error.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { personOf } from './person.ts';

/** Signatures with the issuer's own key pair alone: with a shared secret the one who checks could sign, and `none` is no signature. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Clocks differ. */
const toleranceSeconds = 30;

/** Whether a credential has the form of a JSON Web Token; keys have no dots. */
export function looksLikeToken(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

/**
 * Takes tokens that the provider gives to machines: signed with a key it publishes, for this API, not expired. Each throws `ApiError` on
 * another.
 *
 * @param jwksUri where the provider publishes its keys; they are fetched when one is missing, at most every 30 seconds
 */
export function machineTokens(settings: OidcSettings, jwksUri: () => Promise<URL>): (token: string) => Promise<Caller> {
  const { issuer, audience } = settings;
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  return async (token) => {
    if (audience === undefined) throw new ApiError('token-refused', 'this server takes no tokens, but keys');
    try {
      keys ??= createRemoteJWKSet(await jwksUri());
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, algorithms, clockTolerance: toleranceSeconds, requiredClaims: ['exp', 'sub'] },
      });
      // A person's proof of a sign-in, which they may have shown to others: not for asking an API.
      if (payload.nonce !== undefined) throw new ApiError('token-refused', 'this is an ID token; send an access token');
      return personOf(payload, settings);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
        throw new ApiError('token-refused', `this token is not taken: ${error.message}`);
      }
      throw new ApiError('issuer-unreachable', `${issuer} cannot be asked for its keys now; try again`);
    }
  };
}
