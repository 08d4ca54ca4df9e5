import { expect, test } from 'vitest';
import { reproductionText } from '../../../src/reports/models/reproduction-text.ts';

const model = {
  version: 'abcd1111',
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  trainingCutoff: '2025-10-06',
  datasetVersion: 'd1',
  codeVersion: 'c1',
  seed: 1,
} as const;

test('a line a file, and the verdict first', () => {
  const files = [
    { file: 'arrays.bin', registered: 'aa', reproduced: 'aa', same: true },
    { file: 'member.json', registered: 'bb', reproduced: 'cc', same: false },
    { file: 'notes.json', registered: null, reproduced: 'dd', same: false },
  ];
  const members = [{ member: 'lasso', files, seconds: 1 }] as const;
  expect(reproductionText({ ...model, members, same: false })).toBe(
    [
      'abcd1111 north/large/fast, cutoff 2025-10-06: NOT reproduced',
      '  same       lasso/arrays.bin  aa',
      '  DIFFERENT  lasso/member.json  bb → cc',
      '  DIFFERENT  lasso/notes.json  not registered → dd',
    ].join('\n'),
  );
});
