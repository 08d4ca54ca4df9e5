import { flooredNoteOf, mapeText } from '../../../contracts/shown-mape.ts';
import { percent, signedPercent, units } from '../../figures.ts';
import { html, type Markup } from '../../html.ts';
import { errorsIn, forecasterNames, presentIn } from '../groups.ts';
import type { NamedErrors } from './error-charts.ts';

/** The errors of every group and forecaster as numbers. */
export function errorTable(caption: string, title: string, groups: readonly NamedErrors[]): Markup {
  const bodies = groups.map(({ name, metrics }) => {
    const present = presentIn(metrics);
    const rows = present.map((forecaster, index) => {
      const errors = metrics[forecaster];
      const group = index === 0 ? html`<th scope="rowgroup" rowspan="${present.length}">${name}</th>` : '';
      return html`<tr>
        ${group}
        <th scope="row" class="${forecaster}">${forecasterNames[forecaster]}</th>
        <td>${mapeText(errors, percent, errorsIn(metrics))}</td>
        <td>${percent(errors?.wape)}</td>
        <td>${signedPercent(errors?.bias)}</td>
        <td>${units(errors?.rmse0)}</td>
        <td>${units(errors?.rmseAll)}</td>
        <td>${errors?.mase?.toFixed(2) ?? '-'}</td>
        <td>${errors?.coverage === null ? '' : percent(errors?.coverage)}</td>
        <td>${units(errors?.rows)}</td>
      </tr>`;
    });
    return html`<tbody>
      ${rows}
    </tbody>`;
  });
  const figures = ['MAPE', 'WAPE', 'bias', 'RMSE 0', 'RMSE All', 'MASE', 'P10–P90', 'rows'];
  const note = flooredNoteOf(groups.flatMap(({ metrics }) => errorsIn(metrics)));
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${title}</th>
          <th scope="col">forecaster</th>
          ${figures.map((figure) => html`<th scope="col" class="number">${figure}</th>`)}
        </tr>
      </thead>
      ${bodies}
    </table>
    ${note === undefined ? '' : html`<p>${note}</p>`}
  </div>`;
}
