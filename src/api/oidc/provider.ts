import {
  ClientSecretBasic,
  ClientSecretPost,
  None,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import { keptOpen } from '../kept-open.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { groupsIn, type Claims } from './person.ts';

/** Where browsers come back to from the provider. */
export const callbackPath = '/sign-in/callback';

/** A sign-in that begins: where to send the browser, and what to remember until it comes back. */
interface BegunSignIn {
  readonly url: URL;
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
}

/** An OpenID provider, asked when it is first needed. Each throws what the client library does. */
export interface Provider {
  begin(): Promise<BegunSignIn>;
  /** What the provider says of who comes back. */
  finish(query: string, attempt: Omit<BegunSignIn, 'url'>): Promise<Claims>;
  /** Where a browser ends its session with the provider too; `undefined` where it offers no such place. */
  endSessionUrl(): Promise<string | undefined>;
  jwksUri(): Promise<URL>;
}

/** A provider by its settings: authorization code with PKCE, `state` and `nonce`; signatures of ID tokens are checked. */
export function openProvider(settings: OidcSettings): Provider {
  const { issuer, clientId, clientSecret, publicUrl, scope, groupsClaim } = settings;
  const authentication = clientSecret === undefined ? None() : withSecret(clientSecret);
  // The settings allow plain HTTP on this machine alone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it by accident
  const plain = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  const known = keptOpen(() =>
    discovery(new URL(issuer), clientId, clientSecret, authentication, {
      execute: [enableNonRepudiationChecks, ...plain],
    }),
  );
  const redirectUri = new URL(callbackPath, publicUrl);
  return {
    async begin() {
      const [state, verifier, nonce] = [randomState(), randomPKCECodeVerifier(), randomNonce()];
      const url = buildAuthorizationUrl(await known.get(), {
        ...{ redirect_uri: redirectUri.href, scope, state, nonce },
        ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      });
      return { url, state, verifier, nonce };
    },

    async finish(query, { state, verifier, nonce }) {
      const configuration = await known.get();
      const came = new URL(redirectUri);
      came.search = query;
      const tokens = await authorizationCodeGrant(configuration, came, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims()!;
      const rest = await moreOf(configuration, claims, tokens.access_token, groupsClaim);
      return { ...rest, ...claims };
    },

    async endSessionUrl() {
      const configuration = await known.get();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: new URL('/', publicUrl).href }).href;
    },

    async jwksUri() {
      return new URL((await known.get()).serverMetadata().jwks_uri!);
    },
  };
}

/** As the provider takes it; by the specification in a header where it does not say. */
function withSecret(secret: string): ClientAuth {
  const [inHeader, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    (methods.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

/** Many providers put groups and addresses into the user's information rather than into the ID token. */
async function moreOf(
  configuration: Configuration,
  claims: Claims & { readonly sub: string },
  accessToken: string,
  groupsClaim: string,
): Promise<Claims> {
  const isEnough = groupsIn(claims, groupsClaim).length > 0 && 'email' in claims;
  if (isEnough || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return fetchUserInfo(configuration, accessToken, claims.sub);
}
