import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { SetupError } from '../../scripts/setup/errors.mjs';
import { PartsMissingError, setUp } from '../../scripts/setup/set-up.mjs';
import { CONTEXT, partDouble } from './part-double.ts';

function output(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  return { stream, text: () => String(stream.read() ?? '') };
}

describe('setUp', () => {
  test('does and says nothing when everything is there', async () => {
    const part = partDouble('cli', { ready: true });
    const { stream, text } = output();
    const states = await setUp([part], CONTEXT, stream);
    expect(states.get('cli')).toEqual({ ready: true, where: '/cache/cli', version: '1.0' });
    expect(part.events).toEqual([]);
    expect(text()).toBe('');
  });

  test('installs what is missing, after what it is made from', async () => {
    const order: string[] = [];
    const note = (id: string) => ({
      inspect: () => Promise.resolve({ ready: order.includes(id) }),
      install: () => Promise.resolve(void order.push(id)),
    });
    const parts = [
      partDouble('library', note('library')),
      partDouble('addon', { ...note('addon'), after: ['library'] }),
    ];
    const { stream, text } = output();
    await setUp(parts, CONTEXT, stream);
    expect(order).toEqual(['library', 'addon']);
    expect(text()).toMatch(/^set-up {2}library {2}ready \(0\.0 s\)\nset-up {2}addon {4}ready \(0\.0 s\)\n$/);
  });

  test('a part that fails stops those made from it, not the others', async () => {
    const library = partDouble('library', { fault: new SetupError('no room', { wayOut: 'make some' }) });
    const addon = partDouble('addon', { after: ['library'] });
    const cli = partDouble('cli');
    const attempt = setUp([library, addon, cli], CONTEXT, output().stream);
    await expect(attempt).rejects.toThrow(PartsMissingError);
    await expect(attempt).rejects.toThrow('library: no room\n    → make some');
    expect(addon.events).toEqual([]);
    expect(cli.events).toEqual(['install']);
  });

  test('a new checkout tries out what the cache has, and replaces what does not work', async () => {
    const good = partDouble('good', { ready: true });
    const bad = partDouble('bad', { ready: true, broken: new Error('wrong sha256') });
    await setUp([good, bad], { ...CONTEXT, firstSetUp: true }, output().stream);
    expect(good.events).toEqual(['prove']);
    expect(bad.events).toEqual(['prove', 'install']);
  });
});
