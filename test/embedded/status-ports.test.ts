import { expect, test } from 'vitest';
import { statusPorts } from '../../src/embedded/status-ports.ts';

test('each process of a stack has the next port; without a first one none has any', () => {
  const next = statusPorts('9464');
  expect([next(), next()]).toEqual([{ SHELFCAST_STATUS_PORT: '9464' }, { SHELFCAST_STATUS_PORT: '9465' }]);
  expect(statusPorts(undefined)()).toEqual({});
  expect(statusPorts('')()).toEqual({});
  expect(statusPorts('http')()).toEqual({ SHELFCAST_STATUS_PORT: 'http' });
});
