import { expect, onTestFinished, test } from 'vitest';
import { renewedConnection, type RenewedConnection } from '../../src/composition/renewed-connection.ts';

const always = 0;
const address = '127.0.0.1:1';

function closedLater(connection: RenewedConnection): RenewedConnection {
  onTestFinished(() => connection.close());
  return connection;
}

test('a connection stays while address and credentials do, and is another one when they change', () => {
  let apiKey = 'the first';
  const renewed = closedLater(renewedConnection(() => ({ address, apiKey, tls: true }), always));
  const before = renewed.current();
  expect(renewed.current()).toBe(before);
  apiKey = 'the second';
  const after = renewed.current();
  expect(after).not.toBe(before);
  expect(renewed.current()).toBe(after);
});

test('files that cannot be read just now change nothing; at the start they are the error', () => {
  let fails = false;
  const options = () => {
    if (fails) throw new Error('half a file');
    return { address };
  };
  const renewed = closedLater(renewedConnection(options, always));
  const before = renewed.current();
  fails = true;
  expect(renewed.current()).toBe(before);
  expect(() => closedLater(renewedConnection(options, always)).current()).toThrow('half a file');
});

test('between two looks nothing is read', () => {
  let reads = 0;
  const options = () => {
    reads += 1;
    return { address };
  };
  const renewed = closedLater(renewedConnection(options, 3_600_000));
  renewed.current();
  renewed.current();
  expect(reads).toBe(1);
});
