import { StreamHub, type Heard, type Wish } from './stream-hub.ts';

/** What a page sends: what it wants to hear of, that it is still there, or that it goes. */
export type FromPage = Wish | 'here' | 'gone';

/** A page that has said nothing for so long has gone without a word. Hidden pages speak once a minute. */
const silentMs = 5 * 60_000;

/** The part of a port that is used. */
interface Port {
  postMessage(heard: Heard): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromPage>) => void): void;
  start(): void;
}

const hub = new StreamHub({ open: (url) => new EventSource(url) });
const seenAt = new Map<Port, number>();

function connect(port: Port): void {
  port.addEventListener('message', ({ data }) => {
    if (data === 'gone') {
      leave(port);
      return;
    }
    seenAt.set(port, Date.now());
    if (data !== 'here') hub.join(port, { wish: data, hear: (heard) => port.postMessage(heard) });
  });
  port.start();
}

function leave(port: Port): void {
  seenAt.delete(port);
  hub.leave(port);
}

setInterval(() => {
  for (const [port, at] of seenAt) if (Date.now() - at > silentMs) leave(port);
}, silentMs);

// The scope of a shared worker, which the types of pages do not have.
globalThis.addEventListener('connect', (event) => connect((event as MessageEvent).ports[0] as unknown as Port));
