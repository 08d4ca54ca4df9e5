import { describe, expect, test } from 'vitest';
import { CommandMissingError, HostUnreachableError, NoSourceWorkedError } from '../../scripts/setup/errors.mjs';
import { firstThatWorks, needCommand } from '../../scripts/setup/fall-back.mjs';

const CLOSED = new HostUnreachableError({ host: 'vendor.example', reason: 'ENOTFOUND' });

describe('firstThatWorks', () => {
  test('takes the first source that works and does not try the rest', async () => {
    const tried: string[] = [];
    const source = (name: string, fails: boolean) => ({
      name,
      get: () => {
        tried.push(name);
        return fails ? Promise.reject(CLOSED) : Promise.resolve(`from ${name}`);
      },
    });
    const failures: string[] = [];
    const found = await firstThatWorks('it', [source('vendor', true), source('go', false), source('last', false)], {
      wayOut: '',
      onFailure: (name, error) => failures.push(`${name}: ${error.message}`),
    });
    expect(found).toEqual({ source: 'go', value: 'from go' });
    expect(tried).toEqual(['vendor', 'go']);
    expect(failures).toEqual(['vendor: vendor.example cannot be reached (ENOTFOUND)']);
  });

  test('says what was tried and the way out when none works', async () => {
    const sources = [
      { name: "the vendor's archive", get: () => Promise.reject(CLOSED) },
      { name: 'go install', get: () => Promise.reject(new CommandMissingError('go', 'install Go')) },
    ];
    const attempt = firstThatWorks('the Temporal CLI', sources, { wayOut: 'put `temporal` on the PATH' });
    await expect(attempt).rejects.toThrow(NoSourceWorkedError);
    await expect(attempt).rejects.toMatchObject({
      message:
        'none of its sources gave the Temporal CLI:\n' +
        "  the vendor's archive: vendor.example cannot be reached (ENOTFOUND)\n" +
        '  go install: no go on the PATH\n    → install Go',
      wayOut: 'put `temporal` on the PATH',
    });
  });
});

describe('needCommand', () => {
  test('names a program that is not there', () => {
    expect(() => needCommand(['no-such-compiler', 'nor-this'], 'install one')).toThrow(
      'no no-such-compiler or nor-this on the PATH',
    );
  });
});
