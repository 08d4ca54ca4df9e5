import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readOidcSettings } from '../../../src/api/oidc/oidc-settings.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const smallest = {
  issuer: 'https://login.example.com/realms/shop',
  clientId: 'shelfcast',
  publicUrl: 'https://forecasts.example.com',
  groups: [{ group: 'planners', role: 'approver', environments: ['prod'] }],
};
async function written(content: unknown): Promise<string> {
  const file = join(await temporaryDirectory(), 'oidc.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const faultOf = async (content: unknown): Promise<string> => {
  const file = await written(content);
  try {
    readOidcSettings(file, ['dev', 'prod']);
    return 'none';
  } catch (error) {
    return (error as Error).message.replaceAll(file, 'FILE');
  }
};

test('what is left out has its default', async () => {
  expect(readOidcSettings(await written(smallest), ['dev', 'prod'])).toEqual({
    ...smallest,
    ...{ scope: 'openid profile email', groupsClaim: 'groups', sessionHours: 10 },
  });
});

test('the secret is in a file next to it, or in the environment', async () => {
  const file = await written({ ...smallest, clientSecretFile: 'secret' });
  await writeFile(join(file, '..', 'secret'), 'from a file\n');
  expect(readOidcSettings(file, ['prod']).clientSecret).toBe('from a file');
  process.env.SHELFCAST_OIDC_CLIENT_SECRET = 'from the environment';
  onTestFinished(() => {
    delete process.env.SHELFCAST_OIDC_CLIENT_SECRET;
  });
  expect(readOidcSettings(await written(smallest), ['prod']).clientSecret).toBe('from the environment');
});

test.each<[unknown, string | RegExp]>([
  ['{', /^FILE is no JSON/],
  [
    { ...smallest, issuer: 'http://login.example.com', sessionHours: 0, groups: [{ group: 'a', role: 'king' }] },
    /^FILE does not describe an OpenID provider: issuer: must be an https address.*; groups\.0\.role: .*; sessionHours: /,
  ],
  [{ ...smallest, secret: 'x' }, /Unrecognized key: "secret"/],
  [
    { ...smallest, groups: [{ group: 'a', role: 'reader', environments: ['moon'] }] },
    'FILE names environments that the project lacks: moon; it has dev, prod',
  ],
  [{ ...smallest, clientSecretFile: 'missing' }, /missing cannot be read: ENOENT/],
])('faults are named: %j', async (content, expected) => {
  expect(await faultOf(content)).toMatch(expected);
});
