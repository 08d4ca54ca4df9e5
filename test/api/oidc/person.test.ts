import { expect, test } from 'vitest';
import type { OidcSettings } from '../../../src/api/oidc/oidc-settings.ts';
import { groupsIn, personOf } from '../../../src/api/oidc/person.ts';

const settings: OidcSettings = {
  ...{ issuer: 'https://login.example.com/realms/shop', clientId: 'x', publicUrl: 'https://forecasts.example.com' },
  ...{ scope: 'openid', groupsClaim: 'groups', sessionHours: 1 },
  groups: [
    { group: 'planners', role: 'approver', environments: ['prod'] },
    { group: 'ops', role: 'admin' },
  ],
};

test.each([
  [{ groups: ['a', 'b'] }, 'groups', ['a', 'b']],
  [{ groups: 'a' }, 'groups', ['a']],
  [{ groups: ['a', 7, null] }, 'groups', ['a']],
  [{ realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
  [{ 'https://example.com/groups': ['a'] }, 'https://example.com/groups', ['a']],
  [{}, 'groups', []],
  [{}, 'constructor.name', []],
])('%j: %s', (claims, name, expected) => {
  expect(groupsIn(claims, name)).toEqual(expected);
});

test('of several groups the first of the settings counts, so that rights of two do not add up', () => {
  expect(personOf({ sub: '1', groups: ['ops', 'planners'] }, settings)).toEqual({
    ...{ actor: '1 at login.example.com', role: 'approver', environments: ['prod'] },
  });
});

test('an address that the provider has not checked is no name', () => {
  const ann = { sub: '1', groups: ['ops'], email: 'ann@example.com' };
  expect(personOf(ann, settings).actor).toBe('1 at login.example.com');
  expect(personOf({ ...ann, email_verified: true }, settings).actor).toBe('ann@example.com (1 at login.example.com)');
});
