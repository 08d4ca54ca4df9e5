import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who gives out API keys that a Temporal server believes: it fetches the public key of their signatures from a URL. */
interface ApiKeyIssuer {
  /** Where the public key is. */
  readonly url: string;
  /**
   * A key as `shelfcast` sends it.
   *
   * @param permissions `namespace:role`, role being read, write, worker or admin; of namespace `temporal-system`: of all
   */
  readonly issue: (permissions: readonly string[]) => string;
  stop(): Promise<void>;
}

const keyId = 'shelfcast-test';

/** Serves the public key on loopback. Keys are JSON Web Tokens, good for a day. */
export async function startApiKeyIssuer(): Promise<ApiKeyIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    issue: (permissions) => {
      const claims = { sub: 'shelfcast', permissions, exp: Math.floor(Date.now() / 1000) + 86_400 };
      const text = [{ alg: 'ES256', typ: 'JWT', kid: keyId }, claims].map(encoded).join('.');
      // The form of signatures in tokens; Node's own is DER.
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
