/** A colour or style of a terminal: takes no room. */
const style = /\u001B\[[0-9;]*m/y;

/** A line that a terminal of this width does not wrap: its end is cut, its colours are kept. Line breaks become spaces. */
export function clippedLine(line: string, columns: number): string {
  const text = line.replaceAll(/\r?\n/g, ' ');
  let room = columns;
  let clipped = '';
  for (let at = 0; at < text.length;) {
    style.lastIndex = at;
    const [found] = style.exec(text) ?? [];
    const piece = found ?? String.fromCodePoint(text.codePointAt(at)!);
    at += piece.length;
    if (found === undefined) room -= 1;
    // Styles after the cut are kept: the line's colours have to end.
    if (found !== undefined || room >= 0) clipped += piece;
  }
  return clipped;
}
