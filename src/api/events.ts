import type { FastifyInstance, FastifyReply } from 'fastify';
import { createLiveBoard, type LiveBoard } from '../app/live/live-board.ts';
import { perform } from '../app/operation.ts';
import { showOverview } from '../app/overview/show-overview.ts';
import { watchCycle } from '../app/cycles/watch-cycle.ts';
import { checkAccess } from './access.ts';
import { apiRoot } from './openapi.ts';
import { problemOf } from './problem.ts';
import { credentialsOf } from './session.ts';
import type { ServerOptions } from './server-options.ts';

const lookEveryMs = 2000;
/** A line that says nothing keeps proxies from closing a quiet stream. */
const quietMs = 15_000;

/**
 * `GET /environments/{environment}/events`: what is live as server-sent events, `overview` and, where a cycle is named, `cycle`. Each event
 * holds the whole state, so that a reader who comes back needs no other than the last one; one who has it already is not sent it again.
 */
export function addEvents(server: FastifyInstance, { appFor, authenticate }: ServerOptions): void {
  const boards = new Map<string, LiveBoard<string>>();
  const readers = new Set<FastifyReply>();

  const boardOf = (event: string, key: string, look: () => Promise<unknown>): LiveBoard<string> => {
    const name = `${event} ${key}`;
    const board = boards.get(name) ?? createLiveBoard(async () => JSON.stringify(await look()), lookEveryMs);
    boards.set(name, board);
    return board;
  };

  server.get(`${apiRoot}/environments/:environment/events`, async (request, reply) => {
    const { environment } = request.params as { readonly environment: string };
    const { cycle } = request.query as { readonly cycle?: string };
    const caller = await authenticate(credentialsOf(request));
    checkAccess(caller, { role: 'reader', environments: [environment] });
    const app = appFor(caller.actor);
    // What cannot be read is a problem, before the stream begins.
    await perform(showOverview, app, { environment });
    if (cycle !== undefined) await perform(watchCycle, app, { environment, cycleId: cycle });

    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 2000\n\n');
    readers.add(reply);
    const had = [request.headers['last-event-id']].flat()[0];
    const stops = [
      read(
        boardOf('overview', environment, () => perform(showOverview, app, { environment })),
        reply,
        'overview',
        had,
      ),
      ...(cycle === undefined
        ? []
        : [
            read(
              boardOf('cycle', `${environment} ${cycle}`, () =>
                perform(watchCycle, app, { environment, cycleId: cycle }),
              ),
              reply,
              'cycle',
              undefined,
            ),
          ]),
    ];
    const beat = setInterval(() => raw.write(':\n\n'), quietMs);
    raw.on('close', () => {
      clearInterval(beat);
      for (const stop of stops) stop();
      readers.delete(reply);
    });
  });

  // Streams never end on their own: a server that stops would wait for its readers.
  server.addHook('preClose', () => {
    for (const { raw } of readers) raw.end();
  });
}

/** Sends what a board shows, and not again what has not changed. */
function read(board: LiveBoard<string>, { raw }: FastifyReply, event: string, had: string | undefined): () => void {
  let last: string | undefined;
  return board.read({
    see: (text) => {
      const content = withoutClock(text);
      if (content === last) return;
      last = content;
      const id = idOf(content);
      if (id !== had) raw.write(`id: ${id}\nevent: ${event}\ndata: ${text}\n\n`);
    },
    fail: (error) => raw.write(`event: problem\ndata: ${JSON.stringify(problemOf(error))}\n\n`),
  });
}

/** When it was looked at is no change. */
function withoutClock(text: string): string {
  return text.replace(/"asOf":"[^"]*"/, '');
}

function idOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash >>> 0).toString(36);
}
