import { Refusal } from '../../src/app/refusal.ts';
import { refusalText } from '../../src/cli/refusal-text.ts';

/** An error as the command line says it: its name and its message. */
function errorText(error: unknown): string {
  const { name, message } = error instanceof Refusal ? refusalText(error) : (error as Error);
  return `${name}: ${message}`;
}

/** What the command line says of the error that something throws. */
export async function refusalMessage(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    return errorText(error);
  }
  throw new Error('nothing was refused');
}
