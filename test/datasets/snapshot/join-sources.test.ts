import { expect, test } from 'vitest';
import { readPanel } from '../../../src/datasets/read-panel.ts';
import { ingestAll } from '../../support/dataset-ports.ts';
import { snapshotDataset } from '../../../src/datasets/snapshot.ts';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { groupsOfColumns } from '../../../src/forecasting/features/feature-columns.ts';
import { driverSnapshot } from '../../support/driver-snapshot.ts';

const no = Number.NaN;
const returnsCsv = (...rows: readonly string[]) => ['store,item,week,units', ...rows, ''].join('\n');

test('returns end at the cutoff and have their role automatically', async () => {
  const { column, snapshot } = await driverSnapshot({
    'returns/a.csv': returnsCsv('n1,apples,2025-01-06,3', 'n1,apples,2025-01-13,4', 'n1,apples,2025-01-20,5'),
    'returns/b.csv': returnsCsv('n1,apples,2025-01-06,2'),
  });
  expect(await column('returns', 'n1')).toEqual([2, 4, no, no]);
  const { manifest } = await snapshot();
  expect(manifest.observed).toEqual(['returns']);
  expect(manifest.roles).toMatchObject({ price: 'price', returns: 'returns' });
  expect(manifest.quality.sources.find(({ source }) => source === 'returns')).toMatchObject({
    kind: 'returns',
    rows: 3,
    corrected: 1,
    lastWeek: '2025-01-13',
  });
});

test('where a returns source is complete, a store that reported had none of the items it left out', async () => {
  const { ports, project, files } = await driverSnapshot({ 'returns/a.csv': returnsCsv('n1,apples,2025-01-06,3') });
  const sources = project.sources.map((source) =>
    source.kind === 'returns' ? { ...source, missingWeek: 'zero' as const } : source,
  );
  const ingested = await ingestAll(ports, project);
  const scope = { region: 'north', cutoff: files.cutoff };
  const { manifest } = await snapshotDataset(ports, { ...project, sources }, ingested, scope);
  const { observed, stores, items, seriesStore, seriesItem } = await readPanel(ports, manifest, 'large');
  const names = [...seriesStore].map((store, series) => `${stores[store]} ${items[seriesItem[series]!]}`);
  expect(Object.fromEntries(names.map((name, series) => [name, observed['returns']?.[4 * series]]))).toEqual({
    'n1 apples': 3,
    'n1 bread': 0,
    'n1 cider': 0,
    'n2 apples': no,
    'n2 bread': no,
    'n2 cider': no,
  });
});

test('demographics become attributes of the stores; a store without a row is missing', async () => {
  const { snapshot, ports } = await driverSnapshot({
    'shoppers/a.csv': 'store,income\nn1,10\nn2,20\ns1,30\nx9,40\n',
    'shoppers/b.csv': 'store,income\nn2,21\n',
  });
  const { manifest } = await snapshot();
  expect(manifest.storeAttributes).toEqual(['squareMetres', 'income']);
  const { storeAttributes } = await readPanel(ports, manifest, 'large');
  expect(storeAttributes).toEqual({ squareMetres: Float64Array.of(2000, 2000), income: Float64Array.of(10, 21) });
  const small = await readPanel(ports, manifest, 'small');
  expect(small.storeAttributes['income']).toEqual(Float64Array.of(no, no));
  expect(manifest.quality.sources.find(({ source }) => source === 'shoppers')).toMatchObject({ rows: 3, corrected: 1 });
});

test('what later files changed is kept with the version, value by value', async () => {
  const { snapshot, files, ports } = await driverSnapshot({
    'returns/a.csv': returnsCsv('n1,apples,2025-01-06,3', 's1,apples,2025-01-06,3'),
    'returns/b.csv': returnsCsv('n1,apples,2025-01-06,2', 's1,apples,2025-01-06,2'),
    'shoppers/a.csv': 'store,income\nn1,10\ns1,10\n',
    'shoppers/b.csv': 'store,income\nn1,11\ns1,11\n',
    'weather/a.csv':
      'zip,date,issued,temperature,rain\n11111,2025-01-07,,5,1\n11111,2025-01-20,2025-01-12,2,2\n33333,2025-01-07,,5,1\n',
    'weather/b.csv':
      'zip,date,issued,temperature,rain\n11111,2025-01-07,,5,\n11111,2025-01-20,2025-01-12,3,2\n33333,2025-01-07,,6,1\n',
    'events/a.csv': 'start,end,store,region,format,item,holiday,sports\n2025-01-06,2025-01-06,n1,,,,1,\n',
    'events/b.csv': 'start,end,store,region,format,item,holiday,sports\n2025-01-06,2025-01-06,n1,,,,2,1\n',
  });
  await files.write('sales/history-2.csv', 'store,item,week,units\nn1,apples,2025-01-06,12345\n');
  await files.write('sales/history-3.csv', 'store,item,week,units\nn1,apples,2025-01-06,7\n');
  await files.write('plans/plan-2.csv', 'store,item,week,price,deal\nn1,apples,2025-01-06,9,0.5\n');
  const { manifest } = await snapshot();
  const { artifact, values, recorded } = manifest.corrections!;
  const [header, ...lines] = Buffer.from(await ports.store.get(artifact))
    .toString()
    .trimEnd()
    .split('\n');
  expect(header).toBe('source,key,week,column,old,new,file,correctedBy');
  const [units, ...others] = lines;
  expect(units).toMatch(
    /^sales,store=n1 item=apples,2025-01-06,units,\d+,12345,sales\/history.csv,sales\/history-2.csv$/,
  );
  expect(others.filter((line) => !line.startsWith('plans,'))).toEqual([
    'sales,store=n1 item=apples,2025-01-06,units,12345,7,sales/history-2.csv,sales/history-3.csv',
    'weather,zip=11111,2025-01-07,rain,1,,weather/a.csv,weather/b.csv',
    'weather,zip=11111 issued=2025-01-12,2025-01-20,temperature,2,3,weather/a.csv,weather/b.csv',
    'events,start=2025-01-06 end=2025-01-06 store=n1,,holiday,1,2,events/a.csv,events/b.csv',
    'events,start=2025-01-06 end=2025-01-06 store=n1,,sports,,1,events/a.csv,events/b.csv',
    'returns,store=n1 item=apples,2025-01-06,returns,3,2,returns/a.csv,returns/b.csv',
    'shoppers,store=n1,,income,10,11,shoppers/a.csv,shoppers/b.csv',
  ]);
  expect(lines.filter((line) => line.startsWith('plans,'))).toHaveLength(2);
  expect([values, recorded]).toEqual([lines.length, lines.length]);
});

test('the features read what the new sources bring', async () => {
  const { snapshot, ports, files } = await driverSnapshot({
    'returns/a.csv': returnsCsv('n1,apples,2025-01-06,3'),
    'weather/a.csv': 'zip,date,issued,temperature,rain\n11111,2025-01-06,,5,1\n22222,2025-01-06,,5,1\n',
    'events/a.csv': 'start,end,store,region,format,item,holiday,sports\n2025-01-06,2025-01-06,,,,,1,1\n',
  });
  for (let ahead = 1; ahead <= 8; ahead += 1) await files.deliverWeek(ahead);
  const { manifest } = await snapshot('2025-03-10');
  const panel = await readPanel(ports, manifest, 'large');
  const model = fitFeatures(panel, panel.cutoffIndex);
  const groups = groupsOfColumns(model, gridFor(model, panel, panel.cutoffIndex, 1));
  expect(groups.get('weather:temperature')).toBe('weather');
  expect(groups.get('weather:rain-against-normal')).toBe('weather');
  expect(groups.get('event:holiday')).toBe('events');
  expect(groups.get('event:sports-week-before')).toBe('events');
  expect(groups.get('returns-rate-8')).toBe('returns');
});
