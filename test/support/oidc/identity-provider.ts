import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import Provider from 'oidc-provider';

/** A real OpenID provider on loopback. Anybody signs in with any password; who they are and their groups the test says. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** For whom machines get their tokens. */
  readonly audience: string;
  /** A token of the provider for a machine, by client credentials. */
  machineToken(audience?: string): Promise<string>;
  /** A token signed with the provider's own key that says what a test wants. */
  sign(claims: JWTPayload, expires?: string): Promise<string>;
  stop(): Promise<void>;
}

const [clientId, clientSecret, audience] = ['shelfcast', 'a secret of the tests', 'https://forecasts.example.com/api'];
const keyId = 'of-the-tests';

/**
 * Starts a provider.
 *
 * @param publicUrl where the pages are that people sign in to
 * @param groups of each person, by the name they sign in with; `robot` is the machine
 */
export async function startIdentityProvider(
  publicUrl: string,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: keyId, alg: 'RS256', use: 'sig' };
  const provider = new Provider(issuer, {
    jwks: { keys: [jwk] },
    cookies: { keys: ['of the tests'] },
    clients: [
      {
        ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [`${publicUrl}/sign-in/callback`] },
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
      {
        ...{ client_id: 'robot', client_secret: clientSecret, redirect_uris: [], response_types: [] },
        grant_types: ['client_credentials'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, groups: groups[id] ?? [] }),
    }),
    pkce: { required: () => true },
    ttl: { ClientCredentials: 600, Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    extraTokenClaims: () => ({ groups: groups.robot ?? [] }),
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          ...{ scope: 'api', audience: resource, accessTokenFormat: 'jwt' },
        }),
      },
    },
  });
  server.on('request', provider.callback());
  return {
    ...{ issuer, clientId, clientSecret, audience },
    async machineToken(resource = audience) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`robot:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope: 'api' }),
      });
      const { access_token: token } = (await response.json()) as { readonly access_token: string };
      return token;
    },
    sign: (claims, expires = '5m') =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyId }).setExpirationTime(expires).sign(privateKey),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
