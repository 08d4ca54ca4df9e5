import { expect, test } from 'vitest';
import { checkEnvironment, selectRegions } from '../../src/app/of-project.ts';

test('without a choice all regions are meant; one the project lacks is refused', () => {
  expect(selectRegions(['north', 'south'], undefined)).toEqual(['north', 'south']);
  expect(selectRegions(['north', 'south'], ['south'])).toEqual(['south']);
  expect(() => selectRegions(['north', 'south'], ['south', 'west'])).toThrow(
    expect.objectContaining({ code: 'unknown-region', facts: { region: 'west', known: ['north', 'south'] } }) as Error,
  );
});

test('an environment has to be one of the project', () => {
  expect(() => checkEnvironment('dev', ['dev'])).not.toThrow();
  expect(() => checkEnvironment('test', ['dev'])).toThrow(
    expect.objectContaining({ code: 'unknown-environment', kind: 'unknown' }) as Error,
  );
});
