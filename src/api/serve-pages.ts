import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the web application from a folder: files with a hash in their name for a year, every other address the page itself. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, { root: folder, wildcard: false, index: false, cacheControl: false });
  server.get('/*', (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'));
}
