const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The number that a text represents, for use in conditioners: `null` for an empty text, NaN for one that is no plain decimal.
 * `Number('')` is 0, which would turn a missing value into a sale of nothing.
 */
export function parseNumber(text: string | null | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  return decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
}
