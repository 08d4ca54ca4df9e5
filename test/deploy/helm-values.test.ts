import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesFiles } from '../../scripts/deploy/helm/chart.ts';
import { roles } from '../../src/app/operation.ts';
import { checkout } from '../../scripts/deploy/tools.ts';

const filesWithSecrets = valuesFiles.filter((name) => name !== 'values.yaml');

test.each(filesWithSecrets)('the head of %s has a command for each secret that it names', (name) => {
  const text = readFileSync(join(checkout, 'deploy/helm/shelfcast', name), 'utf8');
  const head = text.split('\n').filter((line) => line.startsWith('#'));
  const named = [...text.matchAll(/\b(?:existingSecret|caSecret|tlsSecret|secret): ([\w-]+)/g)].map(
    ([, secret = '']) => secret,
  );
  expect(named).not.toEqual([]);
  for (const secret of new Set(named)) {
    expect(head.join('\n'), secret).toMatch(new RegExp(`kubectl create secret (generic|tls) ${secret} `));
  }
});

test('groups of an OpenID provider may be given every role, and no other', () => {
  const schema = JSON.parse(readFileSync(join(checkout, 'deploy/helm/shelfcast/values.schema.json'), 'utf8')) as {
    $defs: { oidc: { properties: { groups: { items: { properties: { role: { enum: readonly string[] } } } } } } };
  };
  expect(schema.$defs.oidc.properties.groups.items.properties.role.enum).toEqual(roles);
});
