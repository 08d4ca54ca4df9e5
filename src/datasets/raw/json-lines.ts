import type { MalformedLine, RawTable } from './raw-table.ts';

type Scalar = string | number | boolean | null;

/**
 * Reads one JSON object per line. Values become text as JavaScript prints them, `null` and absent ones the empty text;
 * the header is every name met, in order of appearance.
 */
export function readJsonLines(text: string): RawTable {
  const objects: Record<string, Scalar>[] = [];
  const raws: string[] = [];
  const lines: number[] = [];
  const malformed: MalformedLine[] = [];
  const names = new Set<string>();

  text.split('\n').forEach((content, index) => {
    const raw = content.trim();
    if (raw === '') return;
    const parsed = parseObject(raw);
    if (typeof parsed === 'string') {
      malformed.push({ line: index + 1, detail: parsed, raw: raw.slice(0, 500) });
      return;
    }
    for (const name in parsed) names.add(name);
    objects.push(parsed);
    raws.push(raw);
    lines.push(index + 1);
  });

  const header = [...names];
  return {
    header,
    columns: header.map((name) => objects.map((object) => textOf(object[name]))),
    lines,
    malformed,
    rawOf: (row) => raws[row]?.slice(0, 500) ?? '',
  };
}

function parseObject(raw: string): Record<string, Scalar> | string {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no JSON object';
    if (Object.values(value).some((inner) => typeof inner === 'object' && inner !== null)) return 'a nested value';
    return value as Record<string, Scalar>;
  } catch {
    return 'no JSON';
  }
}

function textOf(value: Scalar | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
