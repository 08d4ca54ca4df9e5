import type { FastifyInstance } from 'fastify';
import type { Authenticate } from '../access.ts';
import { credentialsOf, keyCookie } from '../cookies.ts';
import { mayBeKey, sessionSeconds } from '../session.ts';

const page = (said: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shelfcast codec server</title>
<h1>Shelfcast codec server</h1>
<p>${said}</p>
<form method="post" action="/session">
<label>Key of the API, with the role operator <input type="password" name="key" autocomplete="off" required></label>
<button>Sign in</button>
</form>
</html>
`;

/**
 * A page that takes a key of the API once and keeps it as a cookie: Temporal's UI sends cookies with its requests to a codec server, and cannot send
 * a key of ours otherwise. The cookie is sent where the UI and this server are of one site, e.g. both on localhost or below example.com.
 *
 * @param secure whether browsers reach this server by HTTPS
 */
export function addCodecSession(server: FastifyInstance, authenticate: Authenticate, secure: boolean): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });
  server.get('/', async (request, reply) => {
    const caller = await authenticate(credentialsOf(request)).catch(() => undefined);
    const said = caller ? 'You are signed in. Reload the page of Temporal.' : 'Not signed in.';
    return reply.type('text/html; charset=utf-8').send(page(said));
  });
  server.post('/session', async (request, reply) => {
    const { key } = (request.body ?? {}) as { readonly key?: unknown };
    const credentials = mayBeKey(key) ? key : '';
    await authenticate(`Bearer ${credentials}`);
    return reply
      .header('set-cookie', keyCookie(credentials, { path: '/', seconds: sessionSeconds, secure }))
      .redirect('/', 303);
  });
}
