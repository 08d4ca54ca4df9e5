import { Problem } from '../../api/problem.ts';

/** Rows are still bad, and nothing was landed; shown as a refusal is, with each row. */
export class RowFaultsError extends Problem {
  constructor(faults: readonly string[]) {
    super({
      title: 'Nothing was landed.',
      detail: 'Rows are still bad, and nothing was landed.',
      status: 422,
      errors: faults.map((fault) => ({ pointer: '', detail: fault })),
    });
  }
}
