import { describe, expect, test } from 'vitest';
import type { Installation } from '../../support/production/installation.ts';

/** Cycles and what people decide on them; builds on `testPreparation`. */
export function testCycles(installation: Installation): void {
  describe('runs cycles, and people decide', () => {
    test('a cycle waits for approval in prod; one challenger is approved, one rejected', async () => {
      const { cycleId, segments } = await installation.cycle('prod');
      expect(cycleId).toBe(`cycle/prod/north/${installation.stack.project.cutoff}/1`);
      expect(segments.map(({ outcome }) => outcome)).toEqual(Array(4).fill('awaiting-approval'));
      expect(await installation.run('promotions', 'list', '--env', 'prod')).toMatch(/prod +north\/large\/fast/);
      expect(await installation.run('approve', 'north/large/fast', '--reason', 'good')).toMatch(/promoted by/);
      expect(await installation.run('reject', 'north/large/slow', '--reason', 'not yet')).toMatch(/rejected by/);
    });

    test('a week later another champion takes its place, and is rolled back', async () => {
      await installation.stack.deliver(await installation.stack.project.deliverWeek(1));
      await installation.cycle('prod');
      await installation.run('approve', 'north/large/fast', '--reason', 'better');
      const [before] = await installation.json<{ version: string }[]>(
        ...['models', 'list', '--env', 'prod', '--segment', 'north/large/fast', '--stage', 'champion'],
      );
      await installation.run('rollback', 'north/large/fast', '--reason', 'too low');
      const [after] = await installation.json<{ version: string }[]>(
        ...['models', 'list', '--env', 'prod', '--segment', 'north/large/fast', '--stage', 'champion'],
      );
      expect(after?.version).not.toBe(before?.version);
    });

    test('a champion of prod is brought to dev, whose gate decides alone', async () => {
      const bring = ['models', 'promote', 'north/large/fast', '--from', 'prod', '--to', 'dev', '--reason', 'good'];
      expect(await installation.json(...bring)).toMatchObject({ decision: 'promoted', to: 'dev' });
    });
  });
}
