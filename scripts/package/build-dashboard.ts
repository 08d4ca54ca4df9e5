import { ClosedHosts } from '../setup/closed-hosts.mjs';
import { cacheDir, CHECKOUT } from '../setup/locations.mjs';
import { dashboard } from '../setup/parts/dashboard.mjs';
import { platformKey } from '../setup/platform.mjs';

/** Builds the web application unless it is there as its sources are. */
export async function buildDashboard(): Promise<void> {
  const context = {
    ...{ checkout: CHECKOUT, cache: cacheDir(), platform: platformKey() },
    ...{ closedHosts: new ClosedHosts(), firstSetUp: false },
  };
  if ((await dashboard.inspect(context)).ready) return;
  const ignore = (): void => undefined;
  await dashboard.install(context, { step: ignore, detail: ignore, note: ignore, done: ignore, failed: ignore });
}
