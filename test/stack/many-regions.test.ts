import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '../../src/dashboard/paths.ts';
import { startBrowser, whyNoPages } from '../support/browser.ts';
import { describeOn } from '../support/describe-on.ts';
import { startManyRegions, type ManyRegions } from '../support/many-regions.ts';

/** Pages of a hundred regions, and of an environment in which nothing has run, on a registry alone. */
describeOn('the web application with a hundred regions', whyNoPages(), () => {
  let many: ManyRegions;
  let browser: Browser;

  async function openPage(path: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto(many.url + path);
    return page;
  }

  beforeAll(async () => {
    [many, browser] = await Promise.all([startManyRegions(100), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await many.close();
  });

  /** The first cell of each row of a table, from the top. */
  const firstCells = (page: Page, table: string) =>
    page.getByRole('group', { name: table, exact: true }).locator('tbody tr td:first-child').allTextContents();

  test('Today sums them up, and its table begins with those that need somebody', async () => {
    const page = await openPage(pathTo.today('dev'));
    await page.getByText('90 of 100 regions have their forecast from the week of 2026-11-16.').waitFor();
    await page.getByText('20 regions need a look').waitFor();
    await page.getByText('and 15 more, in the table below').waitFor();
    const names = await firstCells(page, 'Regions');
    expect(names.length).toBe(30);
    expect(names.slice(0, 10).map((name) => Number(name.slice(-3)) % 20)).toEqual([6, 6, 6, 6, 6, 14, 14, 14, 14, 14]);
    // A region that lags behind is not well, though it has published.
    const behind = page.getByRole('row', { name: /2 weeks behind/ }).first();
    expect(await behind.locator('.tone-good').getByText('Published').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all 100' }).click();
    expect((await firstCells(page, 'Regions')).length).toBe(100);
    await page.getByRole('button', { name: /Degraded/ }).click();
    await page.getByText('5 of 100 shown').waitFor();
    await page.getByRole('button', { name: /Degraded/ }).click();
    await page.getByLabel('Find a region').fill('MARKET-01');
    await page.getByText('10 of 100 shown').waitFor();
    await page.context().close();
  });

  test('Monitoring says which regions do not hold what was promised, the worst first', async () => {
    const page = await openPage(pathTo.monitoring('dev'));
    await page.getByText(/^Of 95 regions, 5 are worse than the mean of the past\./).waitFor();
    const names = await firstCells(page, 'Errors by region');
    expect(names.slice(0, 5)).toEqual(['market-010', 'market-030', 'market-050', 'market-070', 'market-090']);
    await page.getByRole('link', { name: 'Errors of market-030' }).click();
    await page.getByRole('group', { name: 'Promised and achieved errors by segment' }).getByText('60.0%').waitFor();
    expect(await page.getByLabel('Region', { exact: true }).inputValue()).toBe('market-030');
    await page.context().close();
  });

  test('an environment in which nothing has run says so, not in red, and where something has', async () => {
    const page = await openPage('/');
    await page.getByText('No cycle has run in prod yet').waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.today('prod'));
    await page.getByText('shelfcast request --env prod').waitFor();
    expect(await page.locator('.tone-bad').count()).toBe(0);
    for (const [path, words] of [
      [pathTo.region('prod', 'market-001'), 'No cycle has run in this region yet'],
      [pathTo.models('prod'), 'No model has been trained in this environment yet'],
      [pathTo.value('prod'), 'Its first cycle takes in what is in landing.'],
      [pathTo.data('prod', { view: 'drift' }), 'Its first cycle takes in what is in landing.'],
      [pathTo.monitoring('prod'), 'No sales have arrived yet for a week that was forecast'],
      [pathTo.audit('prod'), 'Nothing has been recorded about prod yet'],
    ] as const) {
      await page.goto(many.url + path);
      await page.getByText(words).waitFor();
    }
    await page.goto(many.url + pathTo.region('prod', 'market-001'));
    await page.getByText('Not started').waitFor();
    await page.goto(many.url + pathTo.today('prod'));
    await page.getByRole('link', { name: 'dev', exact: true }).click();
    await page.getByText('90 of 100 regions have their forecast').waitFor();
    await page.context().close();
  });

  // The last one: nothing answers afterwards.
  test('a page that is open when the server goes says of when it is; one that cannot be loaded leaves the others', async () => {
    const page = await openPage(pathTo.today('dev'));
    await page.getByText('90 of 100 regions have their forecast').waitFor();
    // Before its first event the page does not know as of when it is.
    await page.getByText(/^Live/).waitFor();
    await many.stopApi();
    await page.getByText(/^As of .*, reconnecting/).waitFor();
    // The script of the page comes from the server too.
    await page.getByRole('link', { name: 'market-006' }).first().click();
    await page.getByText('This page could not be loaded').waitFor();
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByText('90 of 100 regions have their forecast').waitFor();
    await page.context().close();
  });
});
