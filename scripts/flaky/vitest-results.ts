import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What a test file gave in one round. */
export interface FileResult {
  readonly passed: boolean;
  /** First line of each failure, after the test's name. */
  readonly messages: readonly string[];
}

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Reads the report of Vitest's JSON reporter, by file relative to the checkout; empty where there is none. */
export function readResults(report: string, checkout: string): Map<string, FileResult> {
  if (!existsSync(report)) return new Map();
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  return new Map(
    testResults.map(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.filter((one) => one.status === 'failed');
      const messages = failed.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages?.[0])}`);
      const passed = status === 'passed';
      return [relative(checkout, name), { passed, messages: passed || messages.length > 0 ? messages : [message] }];
    }),
  );
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
