import type { AskedSeries } from './publish-region.ts';
import type { Server } from './server.ts';

/** Questions before those that count: the process that answers them starts, and reads the model. */
const warmUp = 3;

/** Asks what another price would do, each time another one. Milliseconds of each answer. */
export async function askWhatIf(
  { root }: Server,
  { region, store, item }: AskedSeries,
  questions: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let question = 0; question < warmUp + questions; question += 1) {
    const started = performance.now();
    const answer = await fetch(`${root}/forecasts/${region}/what-if`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ store, item, changes: [{ lever: 'price', times: 0.7 + 0.003 * question }] }),
    });
    const { series } = (await answer.json()) as { readonly series?: readonly unknown[] };
    if (answer.status !== 200 || series?.length !== 1) throw new Error(`a what-if was answered ${answer.status}`);
    if (question >= warmUp) times.push(performance.now() - started);
  }
  return times;
}
