import { InvalidArgumentError } from 'commander';

/** A port, of the command line. */
export function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('a port is 1 to 65535');
  return number;
}
