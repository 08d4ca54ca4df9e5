import { perform, type Operation } from '../app/operation.ts';
import { openApp, type AppOptions, type CommandEnds } from './open-app.ts';

/** How a command shows what an operation answers. */
export interface Shown<Answer> {
  readonly text: (answer: Answer) => string;
  /** What `--json` prints. Default: the answer as it is. */
  readonly json?: (answer: Answer) => unknown;
  /** Whether `--json` prints a single line. Default: indented. */
  readonly onOneLine?: boolean;
  /** Default: 0. */
  readonly exitCode?: (answer: Answer) => number;
}

/** Runs an operation as a command: opens what it needs, shows its answer, and returns the exit code. */
export async function runOperation<Input, Answer>(
  operation: Operation<Input, Answer>,
  options: AppOptions,
  input: NoInfer<Input>,
  shown: Shown<NoInfer<Answer>> & CommandEnds,
): Promise<number> {
  const { onStep, output } = shown;
  const ends = { ...(onStep ? { onStep } : {}), ...(output ? { output } : {}) };
  return show(await perform(operation, await openApp(options, ends), input), options, shown);
}

/** Prints an answer as text or JSON, and returns the exit code. */
export function show<Answer>(answer: Answer, options: Pick<AppOptions, 'json'>, shown: Shown<NoInfer<Answer>>): number {
  process.stdout.write(`${options.json ? jsonText(answer, shown) : shown.text(answer)}\n`);
  return shown.exitCode?.(answer) ?? 0;
}

function jsonText<Answer>(answer: Answer, { json = (plain) => plain, onOneLine = false }: Shown<Answer>): string {
  return JSON.stringify(json(answer), undefined, onOneLine ? 0 : 2);
}
