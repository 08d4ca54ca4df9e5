import { fileURLToPath } from 'node:url';
import { startBrowser, whyNoPages } from '../../test/support/browser.ts';
import type { Server } from './server.ts';

/** Where `npm run build:dashboard` puts the pages. */
export const builtPages = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));

/** What a reader waits for at first, and how much comes over the wire until the page stands still. */
interface FirstPage {
  readonly firstPaintMs: number;
  readonly transferKb: number;
}

/** Opens Today in a browser that has nothing kept, three times; the middle one counts. `undefined` where there is no browser, or no pages. */
export async function firstPage(server: Server, say: (line: string) => void): Promise<FirstPage | undefined> {
  const why = whyNoPages();
  if (why !== undefined) {
    say(`the first page is left out: ${why}`);
    return undefined;
  }
  const browser = await startBrowser();
  try {
    const seen: FirstPage[] = [];
    for (let time = 0; time < 3; time += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      let bytes = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
      await devtools.send('Network.enable');
      await page.goto(`http://127.0.0.1:${server.port}/`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(1000);
      const firstPaintMs = await page.evaluate(
        `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
      );
      seen.push({ firstPaintMs: Math.round(Number(firstPaintMs)), transferKb: Math.round(bytes / 1000) });
      await context.close();
    }
    return seen.sort((a, b) => a.firstPaintMs - b.firstPaintMs)[1];
  } finally {
    await browser.close();
  }
}
