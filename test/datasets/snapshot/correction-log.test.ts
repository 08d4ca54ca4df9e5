import { expect, test } from 'vitest';
import { CorrectionLog, correctionsRecorded } from '../../../src/datasets/snapshot/correction-log.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

test('all corrections are counted, and as many written down as somebody might read', async () => {
  const { ports } = await loadedSmallProject({ weeks: 2 });
  const log = new CorrectionLog();
  expect(await log.store(ports)).toBeUndefined();
  for (let index = 0; index < correctionsRecorded + 5; index += 1) {
    log.add(() => {
      return {
        source: 's',
        key: `store=${index}`,
        column: 'units',
        old: index,
        new: null,
        file: 'a',
        correctedBy: 'b',
      };
    });
  }
  const stored = await log.store(ports);
  expect(stored).toMatchObject({ values: correctionsRecorded + 5, recorded: correctionsRecorded });
  const lines = Buffer.from(await ports.store.get(stored!.artifact))
    .toString()
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(1 + correctionsRecorded);
  expect(lines[1]).toBe('s,store=0,,units,0,,a,b');
});
