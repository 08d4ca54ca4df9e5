import type { BacktestEvaluation } from '../../../contracts/backtest.ts';
import { html, type Markup } from '../../html.ts';
import { floorText, publishedColumns, publishedRows } from '../published.ts';

/** Forecast, P50 and mean as a table, with what a floor makes of MAPE; empty where no window has quantiles. */
export function publishedTable(caption: string, evaluation: BacktestEvaluation): Markup | '' {
  const rows = publishedRows(evaluation);
  if (rows.length === 0) return '';
  const floor = floorText(evaluation);
  return html`<div class="scroll">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">number</th>
            ${publishedColumns.map((column) => html`<th scope="col" class="number">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${floor === undefined ? '' : html`<p>MAPE with ${floor}.</p>`}`;
}
