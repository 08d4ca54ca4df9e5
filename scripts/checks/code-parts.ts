/** Code that one process checks: its types and its lint, with one program of the compiler for both. */
export interface CodePart {
  /** The compiler's settings, by their path below the checkout. */
  readonly settings: string;
  /** Whether the program begins with a file that its settings name, by its path below the checkout. */
  readonly startsFrom: (path: string) => boolean;
  /** Whether a file of the program has its types checked here. */
  readonly types: (path: string) => boolean;
  /** Whether a file is linted here. */
  readonly lint: (path: string) => boolean;
}

const isTest = (path: string): boolean => path.startsWith('test/');
const isDashboard = (path: string): boolean => path.startsWith('src/dashboard/');

/**
 * All code. Every file is linted in one part. Files that more than one of the compiler's settings reach have their types checked with
 * each of them. Sources and tests are about the same work, for two cores.
 */
export const codeParts = {
  sources: {
    settings: 'tsconfig.json',
    startsFrom: (path) => !isTest(path),
    types: (path) => !isTest(path),
    lint: (path) => !isTest(path) && !isDashboard(path),
  },
  tests: {
    settings: 'tsconfig.json',
    startsFrom: isTest,
    // What tests use of the dashboard has to hold with their settings too.
    types: (path) => isTest(path) || isDashboard(path),
    lint: isTest,
  },
  dashboard: {
    settings: 'src/dashboard/tsconfig.json',
    startsFrom: () => true,
    types: () => true,
    lint: isDashboard,
  },
} as const satisfies Record<string, CodePart>;

export type CodePartName = keyof typeof codeParts;
