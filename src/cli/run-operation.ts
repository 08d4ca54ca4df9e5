import type { OperationStep } from '../app/app.ts';
import { perform, type Operation } from '../app/operation.ts';
import { openApp, type AppOptions } from './open-app.ts';

/** How a command shows what an operation answers. */
export interface Shown<Answer> {
  readonly text: (answer: Answer) => string;
  /** What `--json` prints. Default: the answer as it is. */
  readonly json?: (answer: Answer) => unknown;
  /** Whether `--json` prints a single line. Default: indented. */
  readonly onOneLine?: boolean;
  /** Shows what is done before the answer is there. */
  readonly onStep?: (step: OperationStep) => void;
  /** Default: 0. */
  readonly exitCode?: (answer: Answer) => number;
}

/** Runs an operation as a command: opens what it needs, prints its answer as text or JSON, and returns the exit code. */
export async function runOperation<Input, Answer>(
  operation: Operation<Input, Answer>,
  options: AppOptions,
  input: NoInfer<Input>,
  shown: Shown<NoInfer<Answer>>,
): Promise<number> {
  const answer = await perform(operation, await openApp(options, shown.onStep), input);
  process.stdout.write(`${options.json ? jsonText(answer, shown) : shown.text(answer)}\n`);
  return shown.exitCode?.(answer) ?? 0;
}

function jsonText<Answer>(answer: Answer, { json = (plain) => plain, onOneLine = false }: Shown<Answer>): string {
  return JSON.stringify(json(answer), undefined, onOneLine ? 0 : 2);
}
