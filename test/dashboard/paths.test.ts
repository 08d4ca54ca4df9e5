import { expect, test } from 'vitest';
import { pathTo } from '../../src/dashboard/paths.ts';

test('addresses keep names as they are and filters that are set', () => {
  expect(pathTo.region('dev', 'us midwest')).toBe('/environments/dev/regions/us%20midwest');
  expect(pathTo.cycle('dev', 'cycle/dev/north/2025-10-06/1')).toBe(
    '/environments/dev/cycles/cycle/dev/north/2025-10-06/1',
  );
  expect(pathTo.forecasts('dev', { region: 'north', store: undefined, item: '' })).toBe(
    '/environments/dev/forecasts?region=north',
  );
  expect(pathTo.why('prod', { model: 'a81f', store: 'n1', item: 'apples' })).toBe(
    '/environments/prod/why?model=a81f&store=n1&item=apples',
  );
});
