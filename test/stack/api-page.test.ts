import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError } from '../../src/api/api-error.ts';
import { createServer } from '../../src/api/create-server.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import { testApp } from '../support/app.ts';
import { startBrowser, whyNoPages } from '../support/browser.ts';
import { describeOn } from '../support/describe-on.ts';

const pages = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));
const key = 'shelfcast_of-a-test';

/** The page of the API in a real browser, under the policy for scripts that every page has. */
describeOn('the page of the API', whyNoPages(), () => {
  let server: FastifyInstance;
  let browser: Browser;
  let root: string;

  beforeAll(async () => {
    const resolved = {
      ...{ name: 'grocer of a test', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large'], sources: [] },
      ...{ environments: { dev: { promotion: 'automatic' } }, regions: [], staleAfterDays: 60 },
    };
    server = await createServer({
      appFor: (actor) => testApp({ actor, project: { resolved } as unknown as LoadedProject }),
      authenticate: (authorization) =>
        authorization === `Bearer ${key}`
          ? Promise.resolve({ actor: 'ann', role: 'reader' })
          : Promise.reject(new ApiError('key-missing', 'send a key')),
      ...{ hosts: new Set(['127.0.0.1']), version: '1.2.3', pages, log: pino({ level: 'silent' }) },
    });
    root = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** Tries an operation on the page, and returns what it shows of the answer. */
  async function tried(authorize: (page: Page) => Promise<void>): Promise<string> {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text());
    });
    // Nothing comes from elsewhere.
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !request.url().startsWith('data:')) faults.push(request.url());
    });
    await page.goto(`${root}/api/docs`);
    await authorize(page);
    await page.locator('#operations-tag-project').click();
    const operation = page.locator('[id^="operations-project-"]');
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = operation.locator('.live-responses-table .response .response-col_description');
    const text = await answer.first().innerText();
    expect(faults).toEqual([]);
    await page.close();
    return text;
  }

  test('an operation is tried with a key', async () => {
    const text = await tried(async (page) => {
      await page.getByRole('button', { name: 'Authorize' }).first().click();
      await page.locator('.auth-container input').fill(key);
      await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Apply credentials' }).click();
      await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Close' }).click();
    });
    expect(text).toContain('grocer of a test');
  });

  test('and with the session of who has signed in', async () => {
    const text = await tried(async (page) => {
      await page.context().addCookies([{ name: 'shelfcast_key', value: key, url: `${root}/api`, httpOnly: true }]);
    });
    expect(text).toContain('grocer of a test');
  });

  test('without either it says why not', async () => {
    expect(await tried(() => Promise.resolve())).toContain('key-missing');
  });
});
