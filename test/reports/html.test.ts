import { expect, test } from 'vitest';
import { html } from '../../src/reports/html.ts';

test('what is put into a template is escaped, markup and lists of it are not', () => {
  const items = ['bread & butter', '<script>'].map((name) => html`<li title="${'"'}">${name}</li>`);
  const { text } = html`<ul>
      ${items}
    </ul>
    ${3}`;
  expect(text.replaceAll(/\s*\n\s*/g, '')).toBe(
    '<ul><li title="&quot;">bread &amp; butter</li><li title="&quot;">&lt;script&gt;</li></ul>3',
  );
});
