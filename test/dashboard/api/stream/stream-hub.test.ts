import { beforeEach, expect, test, vi } from 'vitest';
import { StreamHub, type Heard, type Source, type Wish } from '../../../../src/dashboard/api/stream/stream-hub.ts';

/** A stream as a browser has it; the test says what arrives. */
class FakeSource implements Source {
  readyState = 1;
  readonly url: string;
  readonly #listeners = new Map<string, (event: { readonly data?: unknown }) => void>();

  constructor(url: string) {
    this.url = url;
  }

  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  close(): void {
    this.readyState = 2;
  }

  say(type: string, data?: object): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data) });
  }
}

let opened: FakeSource[];
let hub: StreamHub;
const openNow = () => opened.filter(({ readyState }) => readyState !== 2).map(({ url }) => url);

beforeEach(() => {
  opened = [];
  hub = new StreamHub({
    open: (url) => {
      const source = new FakeSource(url);
      opened.push(source);
      return source;
    },
    tryAgainMs: 10,
  });
});

function join(wish: Wish, page: object = {}) {
  const heard: Heard[] = [];
  hub.join(page, { wish, hear: (one) => heard.push(one) });
  return { page, heard };
}

const events = '/api/v1/environments/dev/events';

test('seven pages of an environment share one stream; who comes later hears at once what is known', () => {
  const first = join({ environment: 'dev' });
  opened[0]!.say('open');
  opened[0]!.say('overview', { asOf: 1 });
  const others = Array.from({ length: 6 }, () => join({ environment: 'dev' }));
  expect(openNow()).toEqual([events]);
  const known = [{ kind: 'open' }, { kind: 'overview', data: '{"asOf":1}' }];
  for (const { heard } of [first, ...others]) expect(heard).toEqual(known);
});

test('the stream follows the cycles of all pages, and each page hears of its own', () => {
  join({ environment: 'dev' });
  const [a, b] = ['b/1', 'a/1'].map((cycleId) => join({ environment: 'dev', cycleId }));
  expect(openNow()).toEqual([`${events}?cycle=a%2F1&cycle=b%2F1`]);
  opened.at(-1)!.say('cycle', { cycleId: 'a/1' });
  opened.at(-1)!.say('problem', { cycleId: 'b/1' });
  expect(a!.heard).toEqual([{ kind: 'problem' }]);
  expect(b!.heard).toEqual([{ kind: 'cycle', data: '{"cycleId":"a/1"}' }]);
  opened.at(-1)!.say('problem', {});
  expect(b!.heard.at(-1)).toEqual({ kind: 'problem' });
});

test('a page that wants another environment or goes leaves the stream; the last one closes it', () => {
  const { page } = join({ environment: 'dev' });
  join({ environment: 'prod' }, page);
  expect(openNow()).toEqual(['/api/v1/environments/prod/events']);
  hub.leave(page);
  hub.leave(page);
  expect(openNow()).toEqual([]);
});

test('where a stream breaks the browser reconnects; where it is refused, it is asked for again', async () => {
  const { heard } = join({ environment: 'dev' });
  opened[0]!.say('error');
  expect(heard).toEqual([{ kind: 'lost' }]);
  expect(opened).toHaveLength(1);
  opened[0]!.close();
  opened[0]!.say('error');
  await vi.waitFor(() => expect(opened).toHaveLength(2), { timeout: 90_000 });
  expect(openNow()).toEqual([events]);
});

test('a stream that was given up is not heard any more', () => {
  const { heard } = join({ environment: 'dev' });
  join({ environment: 'dev', cycleId: 'a/1' });
  opened[0]!.say('overview', {});
  expect(heard).toEqual([]);
});
