import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the web application from a folder: files with a hash in their name for a year, every other address the page itself. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    ...{ root: folder, wildcard: false, index: false, cacheControl: false, preCompressed: true },
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // A page of an earlier build may ask for a file that is gone: the page itself would be no script.
  server.get('/assets/*', (_request, reply) => {
    reply.callNotFound();
  });
  server.get('/api/docs', (_request, reply) => reply.sendFile('api-page/index.html'));
  // A route that is misspelt must not answer with a page: a spreadsheet would import it.
  server.get('/api/*', (_request, reply) => {
    reply.callNotFound();
  });
  server.get('/*', (_request, reply) => reply.sendFile('index.html'));
}
