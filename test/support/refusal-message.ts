import { errorText } from '../../src/cli/error-text.ts';

/** What the command line says of the error that something throws. */
export async function refusalMessage(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    const { name, message } = errorText(error);
    return `${name}: ${message}`;
  }
  throw new Error('nothing was refused');
}
