import { describe, expect, test } from 'vitest';
import { doctorReport } from '../../scripts/setup/doctor-report.mjs';
import { examine } from '../../scripts/setup/doctor.mjs';
import { CONTEXT, partDouble } from './part-double.ts';

describe('examine', () => {
  test('distinguishes found, missing and broken and installs nothing', async () => {
    const parts = [
      partDouble('found', { ready: true }),
      partDouble('missing'),
      partDouble('for tests', { neededFor: ['test'] }),
      partDouble('broken', { ready: true, broken: new Error('cannot be loaded') }),
    ];
    const rows = await examine(parts, CONTEXT);
    expect(rows.slice(0, 4)).toEqual([
      { title: 'found', status: 'found', needed: true, version: '1.0', where: '/cache/found', advice: '' },
      {
        title: 'missing',
        status: 'missing',
        needed: true,
        version: '',
        where: '',
        advice: 'absent; `npm run setup` provides it',
      },
      {
        title: 'for tests',
        status: 'missing',
        needed: false,
        version: '',
        where: '',
        advice: 'absent; `npm test` provides it',
      },
      {
        title: 'broken',
        status: 'broken',
        needed: true,
        version: '1.0',
        where: '/cache/broken',
        advice: 'cannot be loaded; delete /cache/broken and run `npm run setup`',
      },
    ]);
    expect(parts.flatMap(({ events }) => events)).not.toContain('install');
  });

  test('asks for a compiler only while something has to be built', async () => {
    const compiler = async (ready: boolean) =>
      (await examine([partDouble('addon', { ready })], CONTEXT)).find(({ title }) => title === 'C++ compiler');
    expect(await compiler(true)).toMatchObject({ needed: false });
    expect(await compiler(false)).toMatchObject({ needed: true });
  });
});

describe('doctorReport', () => {
  const found = { title: 'CLI', status: 'found', needed: true, version: '1.5.1', where: '/cli', advice: '' } as const;
  const missing = {
    title: 'addon',
    status: 'missing',
    needed: true,
    version: '',
    where: '',
    advice: 'build it',
  } as const;

  test('is aligned, with the advice below its row', () => {
    expect(doctorReport([found, missing], false)).toBe(
      ['CLI    found    1.5.1  /cli', 'addon  missing', '       build it', '', 'To fix: addon.', ''].join('\n'),
    );
  });

  test('says so when nothing needed is missing', () => {
    expect(doctorReport([found, { ...missing, needed: false }], false)).toContain(
      'Everything that is needed is there.',
    );
  });

  test('is coloured for a terminal only', () => {
    expect(doctorReport([found], true)).toContain('\u001b[32mfound  \u001b[0m');
    expect(doctorReport([found], false)).not.toContain('\u001b');
  });
});
