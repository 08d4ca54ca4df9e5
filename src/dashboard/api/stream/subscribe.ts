import { StreamHub, type Heard, type Wish } from './stream-hub.ts';
import type { FromPage } from './stream-worker.ts';

/** From a page to the worker, so that the worker knows it is still there. */
const stillHereMs = 60_000;

/**
 * Hears what is live; the function that is returned ends it. All tabs of a browser share one stream, which a shared worker keeps; where
 * there is no such worker, a tab has a stream of its own.
 */
export function subscribe(wish: Wish, hear: (heard: Heard) => void): () => void {
  return subscribeShared(wish, hear) ?? subscribeAlone(wish, hear);
}

function subscribeAlone(wish: Wish, hear: (heard: Heard) => void): () => void {
  const hub = new StreamHub({ open: (url) => new EventSource(url) });
  const page = {};
  hub.join(page, { wish, hear });
  return () => hub.leave(page);
}

function subscribeShared(wish: Wish, hear: (heard: Heard) => void): (() => void) | undefined {
  const worker = sharedWorker();
  if (!worker) return undefined;
  const { port } = worker;
  const say = (message: FromPage): void => port.postMessage(message);
  let alone: (() => void) | undefined;
  // A worker that cannot be loaded says so here.
  worker.onerror = () => (alone ??= subscribeAlone(wish, hear));
  port.onmessage = ({ data }: MessageEvent<Heard>) => hear(data);
  say(wish);
  const beat = setInterval(() => say('here'), stillHereMs);
  const hide = (): void => say('gone');
  // A page that comes back from the browser's memory wants to hear again.
  const show = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) say(wish);
  };
  addEventListener('pagehide', hide);
  addEventListener('pageshow', show);
  return () => {
    clearInterval(beat);
    removeEventListener('pagehide', hide);
    removeEventListener('pageshow', show);
    say('gone');
    port.close();
    alone?.();
  };
}

function sharedWorker(): SharedWorker | undefined {
  if (typeof SharedWorker === 'undefined') return undefined;
  try {
    return new SharedWorker(new URL('./stream-worker.ts', import.meta.url), { type: 'module', name: 'events' });
  } catch {
    return undefined;
  }
}
