import { InvalidArgumentError } from 'commander';

/** A whole number of at least 1, of the command line. */
export function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number of at least 1');
  return number;
}
