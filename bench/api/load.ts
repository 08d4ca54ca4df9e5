import { Agent, request } from 'node:http';
import { percentile } from '../overhead/percentile.ts';

/** What readers got in some seconds. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Of an answer, on average. */
  readonly bytes: number;
}

/**
 * Has a number of readers ask one question after the other, each over a connection that it keeps.
 *
 * @param pathOf the path of the n-th question
 */
export async function load(
  port: number,
  {
    readers,
    seconds,
    pathOf,
  }: { readonly readers: number; readonly seconds: number; readonly pathOf: (n: number) => string },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const times: number[] = [];
  const [started, state] = [performance.now(), { next: 0, bytes: 0 }];
  const ends = started + seconds * 1000;
  const readerOf = async (): Promise<void> => {
    while (performance.now() < ends) {
      const began = performance.now();
      const bytes = await bytesOf(agent, port, pathOf(state.next++));
      // Not before it is there: others add theirs in the meantime.
      state.bytes += bytes;
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: readers }, readerOf));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  return {
    ...{ requests: times.length, seconds: took, perSecond: times.length / took },
    ...{ p99Ms: percentile(times, 0.99), bytes: state.bytes / times.length },
  };
}

function bytesOf(agent: Agent, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, host: '127.0.0.1', port, path }, (response) => {
      let bytes = 0;
      response.on('data', (piece: Buffer) => (bytes += piece.length));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path} was answered ${response.statusCode}`));
      });
      response.on('error', reject);
    });
    asked.on('error', reject).end();
  });
}
