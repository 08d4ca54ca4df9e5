import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dockerfileFaults, readStages } from '../../scripts/deploy/image/dockerfile.ts';
import { serviceOptions } from '../../src/processes/node-options.ts';
import { checkout } from '../../scripts/deploy/tools.ts';

const text = readFileSync(join(checkout, 'deploy/image/Dockerfile'), 'utf8');

test('the image is as the documentation promises', () => {
  expect(dockerfileFaults(text)).toEqual([]);
});

test('it has a stage to build in, and starts the command as a user who is not root', () => {
  const [build, image, ...others] = readStages(text);
  expect(others).toEqual([]);
  expect([build?.base, image?.base]).toEqual(['${BASE_IMAGE} AS build', '${BASE_IMAGE}']);
  expect(image?.instructions.slice(-4)).toEqual([
    { name: 'WORKDIR', text: '/project' },
    { name: 'USER', text: '10001:10001' },
    { name: 'ENTRYPOINT', text: `["node", "${serviceOptions.join('", "')}", "/opt/shelfcast/bin/shelfcast.mjs"]` },
    { name: 'CMD', text: '["--help"]' },
  ]);
});

test('what the build runs and copies is in the checkout, and the ignore file lets it through', () => {
  const ignore = readFileSync(join(checkout, 'deploy/image/Dockerfile.dockerignore'), 'utf8');
  const kept = [...ignore.matchAll(/^!(\S+)$/gm)].map(([, path = '']) => path);
  const build = readStages(text)[0]!.instructions;
  const programs = build.flatMap(({ text: run }) =>
    [...run.matchAll(/\bscripts\/[\w/-]+\.(?:ts|mjs)\b/g)].map(([path]) => path),
  );
  expect(programs).toContain('scripts/package/main.ts');
  for (const path of [...kept, ...programs]) expect(existsSync(join(checkout, path)), path).toBe(true);
  for (const path of [
    'package.json',
    'package-lock.json',
    'LICENSE',
    'README.md',
    'bin',
    'scripts',
    'src',
    'templates',
  ]) {
    expect(kept).toContain(path);
  }
});

const sound = ['FROM ${BASE_IMAGE}', 'USER 10001:10001', 'ENTRYPOINT ["shelfcast"]', 'CMD ["--help"]'];

test.each<[string, readonly string[], string]>([
  ['a base that is fixed', ['FROM node:24', ...sound.slice(1)], 'the base node:24 cannot be chosen by argument'],
  [
    'root',
    [...sound, 'USER root'],
    'USER root is no number of an unprivileged user and group, which a cluster can check',
  ],
  [
    'a shell in front of the command',
    [...sound, 'ENTRYPOINT shelfcast'],
    'ENTRYPOINT is no list, so a shell would keep signals from the process',
  ],
  [
    'a download',
    [...sound, 'ADD https://example.com/a /a'],
    'ADD may fetch something that nothing pins; COPY does not',
  ],
  [
    'an installation in the last stage',
    [...sound, 'RUN true \\', '  && npm ci'],
    'RUN true && npm ci: what is installed belongs in the build stage',
  ],
  [
    'a cache on the read-only file system',
    [...sound, 'ENV A=1 \\', '  SHELFCAST_CACHE_DIR=/opt/cache'],
    'SHELFCAST_CACHE_DIR=/opt/cache is written to and is not writable',
  ],
])('finds %s', (_, lines, fault) => {
  expect(dockerfileFaults(`# a comment\n${lines.join('\n')}\n`)).toEqual([fault]);
});
