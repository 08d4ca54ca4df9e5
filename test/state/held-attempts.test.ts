import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { HeldAttempts } from '../../src/state/held-attempts.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const attempt = (token: string) => ({ server: '127.0.0.1:7233', namespace: 'dev', token });
const module = fileURLToPath(new URL('../../src/state/held-attempts.ts', import.meta.url));

afterEach(() => void vi.useRealTimers());

/** The only folder in a folder. */
async function inside(folder: string): Promise<string> {
  const [name = ''] = await readdir(folder);
  return join(folder, name);
}

/** Has a process of its own take attempts on, and kills it. */
async function killedHolder(folder: string, ...tokens: readonly string[]): Promise<number> {
  const program = join(await temporaryDirectory(), 'holder.ts');
  const attempts = JSON.stringify(tokens.map(attempt));
  await writeFile(
    program,
    `import { HeldAttempts } from ${JSON.stringify(module)};
    const held = new HeldAttempts(${JSON.stringify(folder)});
    for (const one of ${attempts}) held.hold(one);
    process.send('held');
    setInterval(() => undefined, 1000);`,
  );
  const child = fork(program);
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'close');
  return child.pid ?? 0;
}

test('what a killed process held is found by another, until it is forgotten', async () => {
  const folder = await temporaryDirectory();
  const id = await killedHolder(folder, 'a', 'b');
  const held = new HeldAttempts(folder);
  const lost = held.lost();
  expect(lost.map(({ server, namespace, token }) => ({ server, namespace, token }))).toEqual([
    attempt('a'),
    attempt('b'),
  ]);
  expect(lost[0]?.worker.id).toBe(id);
  lost[0]?.forget();
  expect(held.lost().map(({ token }) => token)).toEqual(['b']);
  held.lost()[0]?.forget();
  expect(held.lost()).toEqual([]);
  expect(await readdir(await inside(folder))).toEqual([]);
});

test('what a process holds that lives is not lost', async () => {
  const folder = await temporaryDirectory();
  new HeldAttempts(folder).hold(attempt('a'));
  expect(new HeldAttempts(folder).lost()).toEqual([]);
});

test('an attempt that has ended is held until its answer has had the time to arrive', async () => {
  const folder = await temporaryDirectory();
  const held = new HeldAttempts(folder);
  vi.useFakeTimers();
  const release = held.hold(attempt('a'));
  release();
  const own = await inside(await inside(folder));
  expect(await readdir(own)).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(await readdir(own)).toEqual([]);
});

test('a note that was cut short is removed and counts for nothing', async () => {
  const folder = await temporaryDirectory();
  await killedHolder(folder, 'a');
  const own = await inside(await inside(folder));
  await writeFile(join(own, '2.json'), '{"server":');
  expect(new HeldAttempts(folder).lost().map(({ token }) => token)).toEqual(['a']);
  expect(await readdir(own)).toEqual(['1.json']);
});

test('a folder that cannot be written holds nothing, and the attempt runs', async () => {
  const file = join(await temporaryDirectory(), 'file');
  await writeFile(file, '');
  const held = new HeldAttempts(file);
  expect(() => held.hold(attempt('a'))()).not.toThrow();
  expect(held.lost()).toEqual([]);
});
