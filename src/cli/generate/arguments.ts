import { InvalidArgumentError } from 'commander';
import { weekdayOf, type Week } from '../../contracts/week.ts';

/** Parses a whole number between two bounds, both allowed. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
    return number;
  };
}

/** Parses a number between two bounds, both allowed. */
export function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = text.trim() === '' ? Number.NaN : Number(text);
    if (!(number >= least && number <= most)) throw new InvalidArgumentError(`a number from ${least} to ${most}`);
    return number;
  };
}

/** Parses the first day of a week: a Monday, as the generated weeks start on it. */
export function monday(text: string): Week {
  let weekday: string;
  try {
    weekday = weekdayOf(text);
  } catch {
    throw new InvalidArgumentError('a date of the form YYYY-MM-DD');
  }
  if (weekday !== 'monday')
    throw new InvalidArgumentError(`weeks start on Monday, ${text} is a ${capitalised(weekday)}`);
  return text;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
