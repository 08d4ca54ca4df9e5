import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** What one test file took: loading it, its hooks and its tests. */
export interface FileTiming {
  /** Relative to the checkout. */
  readonly file: string;
  readonly seconds: number;
  /** Of `seconds`, what importing the file and all that it imports took. */
  readonly importSeconds: number;
  readonly tests: number;
}

/** What the reporter leaves for the bench. */
export interface SuiteTimings {
  readonly files: readonly FileTiming[];
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

/** A reporter for Vitest that writes {@link SuiteTimings} as JSON to the file that `SHELFCAST_SUITE_TIMINGS` names. */
export default class TimingsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const target = process.env['SHELFCAST_SUITE_TIMINGS'];
    if (target === undefined) return;
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const files = modules.map((module): FileTiming => {
      const { collectDuration, duration, setupDuration, prepareDuration, environmentSetupDuration } =
        module.diagnostic();
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const { state } = test.result();
        if (state !== 'pending') counts[state] += 1;
      }
      // A file that could not be loaded has no tests, and is a failure all the same.
      if (module.state() === 'failed' && tests === 0) counts.failed += 1;
      const milliseconds = collectDuration + duration + setupDuration + prepareDuration + environmentSetupDuration;
      return {
        file: relative(process.cwd(), module.moduleId),
        seconds: round(milliseconds / 1000),
        importSeconds: round(collectDuration / 1000),
        tests,
      };
    });
    files.sort((one, other) => other.seconds - one.seconds);
    writeFileSync(target, JSON.stringify({ files, tests: counts } satisfies SuiteTimings));
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
