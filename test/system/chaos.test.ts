import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ChaosReport } from '../../scripts/chaos/report.ts';

const program = fileURLToPath(new URL('../../scripts/chaos/main.ts', import.meta.url));

/** The short version of `npm run chaos -- --seed 7 --kills 50 --outages 3`. */
test('what is left shows neither kills nor outages nor that workflows were stopped', async () => {
  const args = [
    ...['--seed', '3', '--kills', '4', '--outages', '2', '--outage-seconds', '2-4', '--stops', '2'],
    ...['--epochs', '20', '--spread', '4', '--json'],
  ];
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // As many jobs in parallel as a user's stack has.
    env: { ...process.env, SHELFCAST_JOB_PROCESSES: undefined },
  });
  const [output, told, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  expect(exitCode, told).toBe(0);
  const report = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as ChaosReport;
  expect(report).toMatchObject({ kills: 4, outages: 2, identical: true, cycles: { troubled: 0, doubled: 0 } });
  expect(report.calmDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(report.chaosDigest).toBe(report.calmDigest);
  expect(report.killsByKind.training).toBeGreaterThan(0);
  const { accepted, ran, merged, lost, doubled } = report.triggers;
  // As many rounds as the kills take, which depends on the machine: two regions with six triggers each in every round.
  expect(report.sent).toBe(12 * report.rounds);
  // Segments that were stopped are asked for once more.
  expect(accepted).toBe(report.sent + report.askedAgain);
  expect(ran + merged).toBe(accepted);
  expect(lost).toBe(0);
  expect(doubled).toBe(0);
  expect(report.epochs.calm).toBeGreaterThan(0);
  expect(report.recoveryP95Ms).toBeGreaterThan(0);
  expect(report.outageRecoveryP95Ms).toBeGreaterThan(0);
}, 900_000);
