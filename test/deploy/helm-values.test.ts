import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesFiles } from '../../scripts/deploy/helm/chart.ts';
import { checkout } from '../../scripts/deploy/tools.ts';

const filesWithSecrets = valuesFiles.filter((name) => name !== 'values.yaml');

test.each(filesWithSecrets)('the head of %s has a command for each secret that it names', (name) => {
  const text = readFileSync(join(checkout, 'deploy/helm/shelfcast', name), 'utf8');
  const head = text.split('\n').filter((line) => line.startsWith('#'));
  const named = [...text.matchAll(/\b(?:existingSecret|caSecret|secret): ([\w-]+)/g)].map(([, secret = '']) => secret);
  expect(named).not.toEqual([]);
  for (const secret of new Set(named)) {
    expect(head.join('\n'), secret).toContain(`kubectl create secret generic ${secret} `);
  }
});
