import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelimited } from '../../support/raw-tables.ts';

/** Rows with their lines, as a reader would write them down. */
function rowsOf(text: string, delimiter = ',') {
  const table = readDelimited(text, delimiter);
  return table.lines.map((line, row) => [line, ...table.columns.map((column) => column[row])]);
}

describe('sound text', () => {
  test.each([
    [
      'plain',
      'a,b\n1,2\n3,4\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    ['without a last line break', 'a,b\n1,2', [[2, '1', '2']]],
    [
      'with CRLF',
      'a,b\r\n1,2\r\n3,4\r\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'with blank lines, which count',
      'a,b\n\n1,2\n\r\n3,4\n\n',
      [
        [3, '1', '2'],
        [5, '3', '4'],
      ],
    ],
    [
      'with empty values',
      'a,b\n,\n"",x\n',
      [
        [2, '', ''],
        [3, '', 'x'],
      ],
    ],
    ['with quotes', 'a,b\n"x, y","say ""hi"""\n', [[2, 'x, y', 'say "hi"']]],
    [
      'with a line break inside quotes',
      'a,b\n"x\ny",2\n3,4\n',
      [
        [2, 'x\ny', '2'],
        [4, '3', '4'],
      ],
    ],
    [
      'with CRLF after quotes',
      'a,b\r\n"1","2"\r\n3,4',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    ['with a quote inside a plain value', 'a,b\n5" pipe,2\n', [[2, '5" pipe', '2']]],
    ['with only a header', 'a,b\n', []],
    ['with nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(rowsOf(text)).toEqual(expected);
    expect(readDelimited(text, ',').malformed).toEqual([]);
  });

  test('the header is trimmed, and the delimiter can be another', () => {
    expect(readDelimited(' a ;b\n1;2\n', ';').header).toEqual(['a', 'b']);
    expect(rowsOf('a\tb\n"1\t1"\t2\n', '\t')).toEqual([[2, '1\t1', '2']]);
  });
});

describe('a malformed line costs that line alone', () => {
  test.each([
    ['too few values', 'a,b\n1\n3,4\n', 'expected 2 values, found 1', '1'],
    ['too many values', 'a,b\n1,2,3\n3,4\n', 'expected 2 values, found 3', '1,2,3'],
    ['text after a closing quote', 'a,b\n"1"x,2\n3,4\n', 'text follows a closing quote', '"1"x,2'],
    ['a quote never closed', 'a,b\n"1,2\n3,4\n', 'a quote is opened and never closed', '"1,2'],
    ['bytes that are not UTF-8', 'a,b\ncaf\ufffd,2\n3,4\n', 'not UTF-8', 'caf\ufffd,2'],
    ['a NUL character', 'a,b\n1\0,2\n3,4\n', 'holds a NUL character', '1\0,2'],
  ])('%s', (_, text, detail, raw) => {
    expect(readDelimited(text, ',').malformed).toEqual([{ line: 2, detail, raw }]);
    expect(rowsOf(text)).toEqual([[3, '3', '4']]);
  });

  test('also where two lines each lack a closing quote', () => {
    const text = 'a,b\n"1,2\n3,4\n"5,6\n7,8\n';
    expect(readDelimited(text, ',').malformed.map((line) => line.line)).toEqual([2, 4]);
    expect(rowsOf(text)).toEqual([
      [3, '3', '4'],
      [5, '7', '8'],
    ]);
  });
});

test('where quotes hold lines together that make no valid row, each of them is reported', () => {
  const text = 'a,b\n"1,2\n3,4\n5",6,7\n8,9\n';
  expect(readDelimited(text, ',').malformed).toEqual([
    { line: 2, detail: 'expected 2 values, found 3', raw: '"1,2' },
    { line: 4, detail: 'expected 2 values, found 3', raw: '5",6,7' },
  ]);
  expect(rowsOf(text)).toEqual([
    [3, '3', '4'],
    [5, '8', '9'],
  ]);
});

describe('for any text', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r', ';') });
  const rows = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });

  test('what is written quoted is read as it was, on the line it starts on', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const quoted = written.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
        let line = 2;
        const expected = written.map((row, index) => {
          const starts = line;
          line += 1 + (quoted[index]?.split('\n').length ?? 1) - 1;
          return [starts, ...row];
        });
        expect(rowsOf(`a,b,c\n${quoted.join('\n')}\n`)).toEqual(expected);
      }),
    );
  });

  test('every line that is not blank is part of a row or reported as malformed', () => {
    fc.assert(
      fc.property(value, (text) => {
        const table = readDelimited(`a,b\n${text}`, ',');
        const told = new Set([...table.lines, ...table.malformed.map(({ line }) => line)]);
        table.lines.forEach((line, row) => {
          const inside = table.columns.flatMap((column) => column[row]?.split('\n').slice(1) ?? []).length;
          for (let offset = 1; offset <= inside; offset += 1) told.add(line + offset);
        });
        const blank = (content: string) => content === '' || content === '\r';
        const lines = text.split('\n').flatMap((content, index) => (blank(content) ? [] : [index + 2]));
        expect(lines.filter((line) => !told.has(line))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

test('the raw text of a row is its line as it stands in the file', () => {
  const table = readDelimited('a,b\r\n\r\n"1",2\r\n3,4\r\n', ',');
  expect([table.rawOf(0), table.rawOf(1)]).toEqual(['"1",2', '3,4']);
});
