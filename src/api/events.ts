import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { createLiveBoard, type BoardReader, type LiveBoard } from '../app/live/live-board.ts';
import { perform } from '../app/operation.ts';
import { showOverview } from '../app/overview/show-overview.ts';
import { watchCycle } from '../app/cycles/watch-cycle.ts';
import { checkAccess } from './access.ts';
import { ApiError } from './api-error.ts';
import { apiRoot } from './openapi.ts';
import { problemOf } from './problem.ts';
import { credentialsOf } from './cookies.ts';
import type { ServerOptions } from './server-options.ts';

const lookEveryMs = 2000;
/** A line that says nothing keeps proxies from closing a quiet stream. */
const quietMs = 15_000;
/** Cycles that one stream follows: tabs of one browser share it. */
const mostCycles = 32;
const sweepEveryMs = 100;
/** Of events that a reader has not taken. */
const mostWaitingBytes = 4_194_304;

/**
 * `GET /environments/{environment}/events`: what is live as server-sent events, `overview` and, of each cycle that is named, `cycle`. Each event
 * holds the whole state, so that a reader who comes back needs no other than the last one; one who has it already is not sent it again.
 */
export function addEvents(server: FastifyInstance, { appFor, authenticate }: ServerOptions): void {
  const boards = new Map<string, { readonly board: LiveBoard<string>; readers: number }>();
  const streams = new Set<() => void>();
  let isStopping = false;
  let sweep: NodeJS.Timeout | undefined;

  /** Reads a board that all readers of the same thing share; it goes with the last of them. */
  const readShared = (name: string, look: () => Promise<unknown>, reader: BoardReader<string>): (() => void) => {
    const shared = boards.get(name) ?? {
      board: createLiveBoard(async () => JSON.stringify(await look()), lookEveryMs),
      readers: 0,
    };
    boards.set(name, shared);
    shared.readers += 1;
    const stop = shared.board.read(reader);
    return () => {
      stop();
      shared.readers -= 1;
      if (shared.readers === 0) boards.delete(name);
    };
  };

  server.get(`${apiRoot}/environments/:environment/events`, async (request, reply) => {
    const { environment } = request.params as { readonly environment: string };
    const { cycle } = request.query as { readonly cycle?: string | readonly string[] };
    const cycles = [...new Set(cycle === undefined ? [] : [cycle].flat())].slice(0, mostCycles);
    const enter = async () => {
      const caller = await authenticate(credentialsOf(request));
      checkAccess(caller, { role: 'reader', environments: [environment] });
      return caller;
    };
    const app = appFor((await enter()).actor);
    // What cannot be read is a problem, before the stream begins.
    await perform(showOverview, app, { environment });
    // Of several, one that cannot be read must not take the stream from the others.
    if (cycles.length === 1) await perform(watchCycle, app, { environment, cycleId: cycles[0]! });

    // One that was being opened when the server began to stop: nobody would end it any more.
    if (isStopping) throw new ApiError('stopping', 'this server is stopping; try again');

    const { raw } = reply;
    reply.hijack();
    // Who has left in the meantime has no stream.
    if (raw.destroyed) return;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 2000\n\n');
    const had = [request.headers['last-event-id']].flat()[0];
    const stops = [
      readShared(
        `overview ${environment}`,
        () => perform(showOverview, app, { environment }),
        eventsOf(raw, 'overview', had),
      ),
      ...cycles.map((cycleId) =>
        readShared(
          `cycle ${environment} ${cycleId}`,
          async () => ({ ...(await perform(watchCycle, app, { environment, cycleId })), cycleId }),
          eventsOf(raw, 'cycle', undefined, { cycleId }),
        ),
      ),
    ];
    const beat = setInterval(() => {
      // A key that was revoked since ends its stream.
      enter().then(
        () => raw.write(':\n\n'),
        () => end(),
      );
    }, quietMs);
    const leave = (): void => {
      clearInterval(beat);
      for (const stop of stops) stop();
      streams.delete(end);
    };
    const end = (): void => {
      leave();
      raw.end();
    };
    streams.add(end);
    raw.on('error', leave);
    raw.on('close', leave);
  });

  // Streams never end on their own: a server that stops would wait for its readers.
  server.addHook('preClose', () => {
    isStopping = true;
    for (const end of [...streams]) end();
    // Node closes the connections that are idle now. One whose answer ends later stays open for its reader's next request, and the server with it.
    sweep = setInterval(() => server.server.closeIdleConnections(), sweepEveryMs);
  });
  server.addHook('onClose', () => clearInterval(sweep));
}

/** Sends what a board shows, and not again what has not changed. @param about goes with a problem: what it is about */
function eventsOf(
  raw: ServerResponse,
  event: string,
  had: string | undefined,
  about: object = {},
): BoardReader<string> {
  let last: string | undefined;
  let known = had;
  return {
    see: (text) => {
      const content = withoutClock(text);
      if (content === last) return;
      last = content;
      const id = idOf(content);
      const isKnown = id === known;
      // Of the first view alone: what comes back to it later is a change.
      known = undefined;
      if (!isKnown) send(raw, `id: ${id}\nevent: ${event}\ndata: ${text}\n\n`);
    },
    fail: (error) => {
      // After a failure the next view is sent even where nothing has changed: it says that all is well again.
      last = undefined;
      known = undefined;
      send(raw, `event: problem\ndata: ${JSON.stringify({ ...problemOf(error), ...about })}\n\n`);
    },
  };
}

/** A reader that takes nothing any more is let go: it comes back for the newest state. */
function send(raw: ServerResponse, text: string): void {
  if (raw.writableLength > mostWaitingBytes) raw.destroy();
  else raw.write(text);
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
