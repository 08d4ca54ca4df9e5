/** What a page wants to hear of. */
export interface Wish {
  readonly environment: string;
  /** A cycle it follows. */
  readonly cycleId?: string;
}

/** What a page hears. `open`: events arrive; `lost`: they do not, and it is tried again. Data are JSON texts, as they were sent. */
export type Heard =
  | { readonly kind: 'open' | 'lost' }
  | { readonly kind: 'overview' | 'cycle'; readonly data: string }
  | { readonly kind: 'problem' };

/** The part of `EventSource` that is used. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

interface Options {
  readonly open: (url: string) => Source;
  /** Milliseconds until a stream that was refused is asked for again. Default 5000. */
  readonly tryAgainMs?: number;
}

interface Subscriber {
  readonly wish: Wish;
  readonly hear: (heard: Heard) => void;
}

interface Stream {
  readonly source: Source;
  readonly cycles: readonly string[];
  isOpen: boolean;
  overview?: string;
  readonly views: Map<string, string>;
  again?: ReturnType<typeof setTimeout>;
}

const closed = 2;

/**
 * One stream of events an environment, for any number of pages: browsers keep six connections to a server that speaks HTTP/1.1, and each
 * stream is one of them for as long as its page is open.
 */
export class StreamHub {
  readonly #open: Options['open'];
  readonly #tryAgainMs: number;
  readonly #subscribers = new Map<object, Subscriber>();
  readonly #streams = new Map<string, Stream>();

  constructor({ open, tryAgainMs = 5000 }: Options) {
    this.#open = open;
    this.#tryAgainMs = tryAgainMs;
  }

  /** Has a page hear what it wants, from now on in place of what it wanted before; at once what is known. */
  join(page: object, subscriber: Subscriber): void {
    const before = this.#subscribers.get(page);
    this.#subscribers.set(page, subscriber);
    const { environment, cycleId } = subscriber.wish;
    if (before && before.wish.environment !== environment) this.#refresh(before.wish.environment);
    this.#refresh(environment);
    const stream = this.#streams.get(environment);
    if (stream?.isOpen !== true) return;
    subscriber.hear({ kind: 'open' });
    if (stream.overview !== undefined) subscriber.hear({ kind: 'overview', data: stream.overview });
    const view = cycleId === undefined ? undefined : stream.views.get(cycleId);
    if (view !== undefined) subscriber.hear({ kind: 'cycle', data: view });
  }

  leave(page: object): void {
    const before = this.#subscribers.get(page);
    this.#subscribers.delete(page);
    if (before) this.#refresh(before.wish.environment);
  }

  /** Opens, opens again or closes the stream of an environment, as its pages want. */
  #refresh(environment: string): void {
    const pages = this.#pagesOf(environment);
    const stream = this.#streams.get(environment);
    const cycles = [...new Set(pages.flatMap(({ wish: { cycleId } }) => cycleId ?? []))].sort();
    if (pages.length > 0 && stream && stream.cycles.join(' ') === cycles.join(' ')) return;
    clearTimeout(stream?.again);
    stream?.source.close();
    this.#streams.delete(environment);
    if (pages.length > 0) this.#stream(environment, cycles);
  }

  #stream(environment: string, cycles: readonly string[]): void {
    const query = new URLSearchParams(cycles.map((cycle): [string, string] => ['cycle', cycle])).toString();
    const path = `/api/v1/environments/${encodeURIComponent(environment)}/events`;
    const source = this.#open(query === '' ? path : `${path}?${query}`);
    const stream: Stream = { source, cycles, isOpen: false, views: new Map() };
    this.#streams.set(environment, stream);
    const say = (heard: Heard, cycleId?: string): void => {
      if (this.#streams.get(environment) !== stream) return;
      for (const { wish, hear } of this.#pagesOf(environment)) {
        if (cycleId === undefined || wish.cycleId === cycleId) hear(heard);
      }
    };
    source.addEventListener('open', () => {
      stream.isOpen = true;
      say({ kind: 'open' });
    });
    source.addEventListener('overview', ({ data }) => {
      stream.isOpen = true;
      stream.overview = data as string;
      say({ kind: 'overview', data: data as string });
    });
    source.addEventListener('cycle', ({ data }) => {
      const { cycleId } = JSON.parse(data as string) as { readonly cycleId: string };
      stream.views.set(cycleId, data as string);
      say({ kind: 'cycle', data: data as string }, cycleId);
    });
    source.addEventListener('problem', ({ data }) => {
      say({ kind: 'problem' }, (JSON.parse(data as string) as { readonly cycleId?: string }).cycleId);
    });
    source.addEventListener('error', () => {
      stream.isOpen = false;
      say({ kind: 'lost' });
      // The browser reconnects on its own, except where the server refused.
      if (source.readyState !== closed) return;
      stream.again = setTimeout(() => {
        if (this.#streams.get(environment) !== stream) return;
        this.#streams.delete(environment);
        this.#refresh(environment);
      }, this.#tryAgainMs);
    });
  }

  #pagesOf(environment: string): readonly Subscriber[] {
    return [...this.#subscribers.values()].filter(({ wish }) => wish.environment === environment);
  }
}
