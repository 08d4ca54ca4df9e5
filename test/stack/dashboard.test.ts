import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../src/app/operations.ts';
import { dataViews, pathTo } from '../../src/dashboard/paths.ts';
import { startBrowser, whyNoPages } from '../support/browser.ts';
import { describeOn } from '../support/describe-on.ts';
import { ShelfcastProcess } from '../support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../support/small-project.ts';
import { questions, type Question } from '../support/three-clicks.ts';
import { freePort } from '../support/free-port.ts';
import { removeFolder } from '../support/remove-folder.ts';

const badRows = ['n1,apples,2025-01-06,many', 'n2,bread,2025-01-13,few'];
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** The pages in a real browser, over the embedded stack, whose models a person decides on. The tests build on each other. */
describeOn('the web application', whyNoPages(), () => {
  let directory: string;
  let project: SmallProject;
  let stack: ShelfcastProcess;
  let browser: Browser;
  let root: string;
  let waiting: AnswerOf<'promotions.list'>;

  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`${root}/api/v1${path}`)).json()) as Answer;

  async function openContext(viewport: (typeof sizes)['desktop']): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport });
    // Other tests and trainings may run: nothing here is about speed.
    context.setDefaultTimeout(120_000);
    return context;
  }

  /**
   * A page with what went wrong on it: errors of its scripts, and what a policy or the server refused.
   *
   * @param shared where only what is shown matters: its scripts need not be read again. Default: a context of its own
   */
  async function openPage(path: string, shared?: BrowserContext): Promise<{ page: Page; faults: string[] }> {
    const context = shared ?? (await openContext(sizes.desktop));
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(root + path);
    return { page, faults };
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'shelfcast-pages-'));
    project = await createSmallProject({
      directory,
      config: "environments: { dev: { promotion: 'manual', approval: { remindEveryHours: 1, expireAfterDays: 2 } } },",
    });
    // Rows that come again as they were, and two that cannot be read.
    const history = (await readFile(join(project.landingDirectory, 'sales/history.csv'), 'utf8')).split('\n');
    await project.write('sales/late.csv', [...history.slice(0, 400), ...badRows].join('\n'));
    const port = await freePort();
    root = `http://127.0.0.1:${port}`;
    stack = new ShelfcastProcess(['dev', '-p', directory, '--api-port', String(port)]);
    await stack.says(/The stack keeps running/);
    waiting = await ask('/environments/dev/promotions');
    browser = await startBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    stack.child.kill('SIGINT');
    await stack.ended;
    await removeFolder(directory);
  });

  test('the first address leads to Today, which answers whether every region has its forecast', async () => {
    const { page, faults } = await openPage('/');
    await page.getByText('2 of 2 regions have their forecast from the week of 2025-10-06.').waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.today('dev'));
    await page.getByText('8 models wait for a decision').waitFor();
    await page.getByRole('link', { name: 'north' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'north' }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a region and its cycle lead to their workflows in Temporal’s UI', async () => {
    const { page } = await openPage(pathTo.region('dev', 'north'));
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: /^region\/dev\/north in Temporal's UI/ }).click(),
    ]);
    await opened.getByText('regionController').first().waitFor();
    expect(await opened.getByText('region/dev/north').first().isVisible()).toBe(true);
    await page.context().close();
  });

  test('the workflows of a region and of its cycle lead back to their pages', async () => {
    const { cycles } = await ask<AnswerOf<'cycles.list'>>('/environments/dev/cycles?region=north');
    const { environments } = await ask<AnswerOf<'project.show'>>('/project');
    const ui = environments.find(({ name }) => name === 'dev')!.temporalUi!;
    const context = await browser.newContext();
    context.setDefaultTimeout(120_000);
    for (const [workflow, words, path] of [
      ['region/dev/north', 'north in Shelfcast', pathTo.region('dev', 'north')],
      [cycles[0]!.cycleId, 'This cycle in Shelfcast', pathTo.cycle('dev', cycles[0]!.cycleId)],
    ]) {
      const page = await context.newPage();
      await page.goto(`${ui}/workflows/${encodeURIComponent(workflow!)}`);
      await page.getByRole('tab', { name: /User Metadata/ }).click();
      // The current details are the last frame of the page.
      const link = page.locator('iframe').last().contentFrame().getByRole('link', { name: words! });
      expect(await link.getAttribute('href')).toBe(root + path!);
    }
    await context.close();
  });

  test('scripts are kept for a year, and one of an earlier build is not found', async () => {
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(root)).text())!;
    const { headers, status } = await fetch(root + script!);
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${root}/assets/index-earlier.js`)).status).toBe(404);
  });

  test('filters stay in the address', async () => {
    const { page } = await openPage(pathTo.models('dev', { region: 'north' }));
    await page.getByText('4 models').waitFor();
    await page.getByLabel('Segment').selectOption('large/fast');
    await page.getByText('1 model', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('1 model', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?region=north&segment=large%2Ffast');
    await page.context().close();
  });

  test('without a stream of events the page says so, and shows what it asks for itself', async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    // A shared worker's requests are out of reach here; without one the page has a stream of its own.
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
    await page.route('**/events*', (route) => route.abort());
    await page.goto(root + pathTo.today('dev'));
    await page.getByText('2 of 2 regions have their forecast').waitFor();
    await page.getByText('Reconnecting').waitFor();
    await context.close();
  });

  test('a region is paused with a reason, and Today shows who did it', async () => {
    const { page } = await openPage(pathTo.region('dev', 'south'));
    await page.getByRole('button', { name: 'Pause' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Pause' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('stocktaking');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByText('1 region paused').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.goto(root + pathTo.today('dev'));
    const row = page.getByRole('row', { name: /south/ });
    await row.getByText('Paused').waitFor();
    expect(await row.textContent()).toContain('stocktaking');
    await page.context().close();
  });

  test('a model is approved with a reason; the decision is in the audit trail with both', async () => {
    const { challenger } = waiting.find((one) => one.challenger.segment.region === 'north')!;
    const { segment, version } = challenger;
    const { page, faults } = await openPage(pathTo.decisions('dev'));
    const card = page.getByRole('article', { name: `north, ${segment.format} · ${segment.velocity}` });
    await card.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('better on every figure');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByText(`${version.slice(0, 8)} is promoted`).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => card.count()).toBe(0);
    await page.goto(root + pathTo.audit('dev', { entity: version }));
    await page.getByText('better on every figure').first().waitFor();
    const { models } = await ask<AnswerOf<'models.list'>>(`/environments/dev/models?prefix=${version}`);
    expect(models[0]?.stage).toBe('champion');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a decision that somebody else has taken meanwhile is explained, and the second one is not taken', async () => {
    const { segment, version } = waiting.find((one) => one.challenger.segment.region === 'south')!.challenger;
    const { page } = await openPage(pathTo.decisions('dev'));
    const card = page.getByRole('article', { name: `south, ${segment.format} · ${segment.velocity}` });
    await card.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('looks good');
    await expect.poll(() => dialog.getByRole('button', { name: 'Approve' }).isEnabled()).toBe(true);
    await fetch(`${root}/api/v1/environments/dev/promotions/${version}/rejection`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'too early' }),
    });
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByText('your answer was not taken').waitFor();
    await dialog.getByText(/rejected this model meanwhile/).waitFor();
    await dialog.getByText('The reason: Too early.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    const { models } = await ask<AnswerOf<'models.list'>>(`/environments/dev/models?prefix=${version}`);
    expect(models[0]?.stage).toBe('challenger');
    await page.context().close();
  });

  test('a later challenger stands next to the champion on the same rows, in units and money, with its worst items', async () => {
    const { challenger: first } = waiting.find((one) => one.challenger.segment.region === 'north')!;
    // As far on as a backtest looks ahead, so that its last window begins where the champion's training ended.
    for (const ahead of [1, 2]) await project.deliverWeek(ahead);
    await fetch(`${root}/api/v1/environments/dev/cycles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ regions: ['north'], reason: 'two more weeks' }),
    });
    let later: AnswerOf<'promotions.list'>[number] | undefined;
    await expect
      .poll(
        async () => {
          const all = await ask<AnswerOf<'promotions.list'>>('/environments/dev/promotions');
          later = all.find(({ champion }) => champion === first.version);
          return later !== undefined;
        },
        { timeout: 180_000, interval: 1000 },
      )
      .toBe(true);
    const { segment } = later!.challenger;
    const { page, faults } = await openPage(pathTo.decisions('dev'));
    const name = `north, ${segment.format} · ${segment.velocity}`;
    const card = page.getByRole('article', { name });
    await card.getByText(/^Over these windows the challenger was off by/).waitFor();
    await card
      .getByRole('group', { name: `Units and money, ${name}` })
      .getByText('Too high, at the prices of the data')
      .waitFor();
    await card.getByRole('link', { name: 'Everything about the two models' }).click();
    await page.getByRole('heading', { name: 'On the same rows' }).waitFor();
    await page
      .getByText(/forecast again/)
      .first()
      .waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a series leads from the forecasts to its interval', async () => {
    const { page, faults } = await openPage(pathTo.forecasts('dev', { region: 'north' }));
    await page.getByRole('button', { name: 'Show store n1, item apples' }).first().click();
    await page.getByRole('heading', { name: 'Store n1, item apples' }).waitFor();
    await page.locator('.chart svg').waitFor();
    const href = await page.getByRole('link', { name: /^CSV/ }).first().getAttribute('href');
    const file = await fetch(root + href!);
    expect(await file.text()).toMatch(/^region,format,velocity,store,item,cutoff,week,/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('another price is tried on a forecast, in the address too, and warned about where the model has seen none such', async () => {
    const { version, segment } = waiting[0]!.challenger;
    const path = pathTo.why('dev', { model: version, ...(await aSeriesOf(segment)) });
    const { page, faults } = await openPage(path);
    await page.getByLabel('Price').fill('99');
    await page.getByRole('button', { name: 'Show what it does' }).click();
    await page.getByText(/instead of .* units? over the weeks/).waitFor();
    await page.getByText(/price was from [\d.]+ to [\d.]+/).waitFor();
    expect(new URL(page.url()).searchParams.get('plan')).toBe('price=99');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a model shows whether it learned, and its backtest by step, window, store and item', async () => {
    const { page, faults } = await openPage(pathTo.model('dev', waiting[0]!.challenger.version));
    await page.getByText(/^(From the first epoch to the last the loss fell|The loss)/).waitFor();
    await page.getByRole('img', { name: 'Networks of the model: loss by epoch' }).locator('svg').last().waitFor();
    const by = page.getByLabel('By', { exact: true });
    for (const [choice, caption] of [
      ['window', 'Backtest by window'],
      ['store', 'Backtest by store'],
      ['item', 'Backtest by item'],
    ]) {
      await by.selectOption(choice!);
      await page
        .getByRole('group', { name: caption!, exact: true, includeHidden: true })
        .waitFor({ state: 'attached' });
    }
    expect(new URL(page.url()).search).toBe('?by=item');
    await page.getByRole('link', { name: 'Model card' }).click();
    await page.getByRole('heading', { name: 'Its limits' }).waitFor();
    await page.getByText(/^Its figures rest on 2 windows/).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('two models are compared on the same rows, and the address keeps which', async () => {
    const { page, faults } = await openPage(pathTo.compare('dev'));
    const { first, second } = twoModels();
    await page.getByLabel('Model', { exact: true }).fill(first);
    await page.getByLabel('Compared with').fill(second);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page
      .getByText(/^They are of different segments|Nothing can be compared/)
      .first()
      .waitFor();
    expect(new URL(page.url()).search).toBe(`?${new URLSearchParams({ first, second }).toString()}`);
    await page.goto(root + pathTo.compare('dev', { first, second: first }));
    await page.getByText(/^There is no difference worth the name/).waitFor();
    await page.getByRole('group', { name: 'Units and money on the same rows' }).getByText('Off by, units').waitFor();
    await page.getByText('Off by, at the prices of the data').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('past decisions are found by region and kind', async () => {
    const { page } = await openPage(`${pathTo.decisions('dev')}?of=north&kind=approve`);
    const past = page.getByRole('group', { name: 'Past decisions' });
    await past.getByText(/better on every figure/).waitFor();
    await page.getByLabel('Region or segment').fill('south');
    await page.getByText('No decision meets these filters').waitFor();
    await page.context().close();
  });

  /** Two models of the project, of different segments. */
  const twoModels = () => ({ first: waiting[0]!.challenger.version, second: waiting[1]!.challenger.version });

  test('rows that were set aside are downloaded, corrected and landed, with a reason', async () => {
    const { page, faults } = await openPage(pathTo.data('dev', { view: 'quarantine', source: 'sales' }));
    await page.getByRole('button', { name: 'Rows of sales: Unparsable value' }).click();
    await page.getByText('n2,bread,2025-01-13,few').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the rows of sales' }).click(),
    ]);
    const downloaded = await readFile(await download.path(), 'utf8');
    expect(downloaded).toBe(['store,item,week,units', ...badRows, ''].join('\n'));

    await page.getByRole('button', { name: 'Land corrected rows' }).click();
    const dialog = page.getByRole('dialog');
    const land = async (text: string) => {
      const file = { name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
      await page.locator('input[type=file]').setInputFiles(file);
      await dialog.getByRole('button', { name: 'Check and land' }).click();
    };
    await dialog.getByLabel('Reason').fill('read from the till roll');
    await land(downloaded.replace('many', '61'));
    await dialog.getByText('Rows are still bad, and nothing was landed.').waitFor();
    await dialog.getByText('line 3, column units').waitFor();
    await land(downloaded.replace('many', '61').replace('few', '25'));
    await dialog
      .getByText('2 rows landed as sales/week-2025-10-20-mended-0001.csv; the next cycle reads them')
      .waitFor();
    const [record] = await ask<AnswerOf<'audit.list'>>('/audit?newest=1');
    expect(record).toMatchObject({
      action: 'reingest',
      facts: { source: 'sales', from: 'mended.csv', rows: 2, reason: 'read from the till roll' },
    });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('with another week in, the pages say what it changed and what the forecast of it was worth', async () => {
    await project.deliverWeek(3);
    const wanted = { regions: ['north'], retrain: 'none' };
    await fetch(`${root}/api/v1/environments/dev/cycles`, {
      ...{ method: 'POST', body: JSON.stringify(wanted) },
      headers: { 'content-type': 'application/json' },
    });
    const north = async () => {
      const { regions } = await ask<AnswerOf<'overview.show'>>('/environments/dev/overview');
      return regions.find(({ region }) => region === 'north');
    };
    await expect.poll(async () => (await north())?.forecast?.cutoff, { timeout: 120_000 }).toBe('2025-10-27');
    await expect.poll(async () => (await north())?.cycle?.state, { timeout: 120_000 }).not.toBe('running');

    const { page, faults } = await openPage(pathTo.data('dev', { view: 'versions', region: 'north' }));
    await page.getByRole('button', { name: 'Compare' }).click();
    const week = page.getByRole('group', { name: 'Rows by week' }).getByRole('row', { name: /^2025-10-27/ });
    await week.waitFor();
    expect(await week.getByRole('cell').allTextContents()).toEqual(['2025-10-27', '0', '12', '0']);
    const file = page.getByRole('group', { name: 'Rows by file' }).getByRole('row', { name: /mended/ });
    expect(await file.getByRole('cell').allTextContents()).toEqual([
      'sales: sales/week-2025-10-20-mended-0001.csv',
      'added',
      '2',
      '0',
    ]);

    await page.goto(root + pathTo.value('dev', { region: 'north' }));
    await page.getByText('error, against the mean of the past').waitFor();
    await page.getByRole('group', { name: 'Most over-forecast items' }).getByText('Money over').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a box of a lineage is a link to its page, with the keyboard too', async () => {
    const { version } = waiting[0]!.challenger;
    const { page, faults } = await openPage(pathTo.lineage('dev', { kind: 'model', wanted: version }));
    const picture = page.getByRole('group', { name: /^Picture of the lineage: .*1 dataset, 1 model/ });
    await picture.locator('svg').waitFor();
    await picture.getByRole('link', { name: new RegExp(`^model ${version}`) }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Model ${version.slice(0, 8)}` }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('seven tabs of a browser share one stream of events, so that each is live and can still ask', async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    for (let tab = 0; tab < 7; tab += 1) {
      const page = await context.newPage();
      await page.goto(root + pathTo.today('dev'));
      await page.getByText('Live', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'north' }).first().click();
      await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    }
    await context.close();
  });

  describe('what people ask', () => {
    let context: BrowserContext;

    beforeAll(async () => {
      context = await openContext(sizes.desktop);
    });
    afterAll(() => context.close());

    test.each(questions.map((question): [string, Question] => [`${question.who}: ${question.asks}`, question]))(
      'within three clicks: %s',
      async (_, { clicks, sees }) => {
        const { page } = await openPage(pathTo.today('dev'), context);
        for (const { role, name } of clicks) {
          await page
            .getByRole(role, { name, exact: typeof name === 'string' })
            .first()
            .click();
        }
        const answer = 'text' in sees ? page.getByText(sees.text) : page.getByRole(sees.role, { name: sees.name });
        await answer.first().waitFor();
        await page.close();
      },
    );
  });

  /** Address of each page, with something to show. */
  const paths: Readonly<Record<string, () => Promise<string> | string>> = {
    today: () => pathTo.today('dev'),
    monitoring: () => pathTo.monitoring('dev'),
    region: () => pathTo.region('dev', 'north'),
    cycle: async () => {
      const { cycles } = await ask<AnswerOf<'cycles.list'>>('/environments/dev/cycles?region=north');
      return pathTo.cycle('dev', cycles[0]!.cycleId);
    },
    decisions: () => pathTo.decisions('dev'),
    forecasts: () => pathTo.forecasts('dev', { region: 'north', store: 'n1', item: 'apples' }),
    models: () => pathTo.models('dev'),
    model: () => pathTo.model('dev', waiting[0]!.challenger.version),
    'model card': () => pathTo.modelCard('dev', waiting[0]!.challenger.version),
    comparison: () => pathTo.compare('dev', { ...twoModels(), second: twoModels().first }),
    'comparison of different segments': () => pathTo.compare('dev', twoModels()),
    'comparison without models': () => pathTo.compare('dev'),
    why: async () => {
      const { version, segment } = waiting[0]!.challenger;
      return pathTo.why('dev', { model: version, ...(await aSeriesOf(segment)) });
    },
    ...Object.fromEntries(
      dataViews.map((view) => [`data, ${view}`, () => pathTo.data('dev', { view, region: 'north' })]),
    ),
    'data, two versions': async () => {
      const { versions } = await ask<AnswerOf<'datasets.history'>>('/regions/north/datasets');
      const [after, before] = versions.map(({ version }) => version);
      return pathTo.data('dev', { view: 'versions', region: 'north', before, after });
    },
    lineage: () => pathTo.lineage('dev'),
    'lineage of a dataset': async () => {
      const { versions } = await ask<AnswerOf<'datasets.history'>>('/regions/north/datasets');
      return pathTo.lineage('dev', { kind: 'dataset', wanted: versions[0]!.version });
    },
    value: () => pathTo.value('dev', { region: 'north' }),
    audit: () => pathTo.audit('dev'),
    nowhere: () => `${pathTo.today('dev')}/nowhere`,
  };

  describe.each(Object.entries(sizes))('on a %s', (_, viewport) => {
    let context: BrowserContext;

    beforeAll(async () => {
      context = await openContext(viewport);
    });
    afterAll(() => context.close());

    test.each(Object.entries(paths))(
      'the page %s breaks no rule of accessibility, light or dark, nor scrolls sideways',
      async (_name, path) => {
        const { page, faults } = await openPage(await path(), context);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expect.poll(() => page.locator('.mantine-Skeleton-root').count(), { timeout: 120_000 }).toBe(0);
        const broken: string[] = [];
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const rules = new AxeBuilder({ page });
          // In the dark only colours are others.
          const { violations } = await (colorScheme === 'light' ? rules : rules.withRules('color-contrast')).analyze();
          broken.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`));
        }
        expect(broken).toEqual([]);
        const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate<number>(tooWide)).toBe(0);
        expect(faults).toEqual([]);
        await page.close();
      },
    );
  });

  /** A series of a segment. */
  async function aSeriesOf({ region, format, velocity }: { region: string; format: string; velocity: string }) {
    const { rows } = await ask<AnswerOf<'forecasts.rows'>>(
      `/environments/dev/forecasts/${region}/rows?format=${format}&velocity=${velocity}&limit=1`,
    );
    const { store, item } = rows[0] as { store: string; item: string };
    return { store, item };
  }
});
