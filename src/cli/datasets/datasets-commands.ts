import { diffDatasets } from '../../app/datasets/diff-datasets.ts';
import { listDatasets } from '../../app/datasets/list-datasets.ts';
import { measureDrift } from '../../app/datasets/measure-drift.ts';
import { showDataset } from '../../app/datasets/show-dataset.ts';
import { datasetsText, datasetText } from '../../reports/datasets/datasets-text.ts';
import { diffText } from '../../reports/datasets/diff-text.ts';
import { driftText } from '../../reports/datasets/drift-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast datasets list`: every dataset version, or what was known at a week. Returns the exit code. */
export function listDatasetsCommand(
  options: AppOptions & { readonly region?: string; readonly asOf?: string },
): Promise<number> {
  const { region, asOf } = options;
  const input = { ...(region === undefined ? {} : { region }), ...(asOf === undefined ? {} : { asOf }) };
  return runOperation(listDatasets, options, input, { text: datasetsText });
}

/** `shelfcast datasets show`: one version, by its name or by region and cutoff. Returns the exit code. */
export function showDatasetCommand(
  version: string | undefined,
  options: AppOptions & { readonly region?: string; readonly cutoff?: string },
): Promise<number> {
  const { region, cutoff } = options;
  const input = {
    ...(version === undefined ? {} : { version }),
    ...(region === undefined ? {} : { region }),
    ...(cutoff === undefined ? {} : { cutoff }),
  };
  return runOperation(showDataset, options, input, { text: datasetText });
}

/** `shelfcast datasets diff`: what one version has that another has not. Returns the exit code. */
export function diffDatasetsCommand([before, after]: readonly [string, string], options: AppOptions): Promise<number> {
  return runOperation(diffDatasets, options, { before, after }, { text: diffText });
}

/** `shelfcast datasets drift`: the newest data against what champions were trained on. Exit code 1 where anything drifts. */
export function driftCommand(
  options: AppOptions & { readonly env: string; readonly region?: readonly string[]; readonly cutoff?: string },
): Promise<number> {
  const { env: environment, region: regions, cutoff } = options;
  const input = {
    environment,
    ...(regions === undefined ? {} : { regions }),
    ...(cutoff === undefined ? {} : { cutoff }),
  };
  return runOperation(measureDrift, options, input, {
    text: ({ segments, policy }) =>
      segments.length === 0
        ? 'nothing to compare: no week has arrived since champions were trained, or their data were recorded without profiles'
        : driftText(segments, policy),
    json: ({ segments }) => segments,
    exitCode: ({ segments }) => {
      const found = segments.some(
        ({ columns, errors }) => errors.verdict === 'drift' || columns.some(({ verdict }) => verdict === 'drift'),
      );
      return found ? 1 : 0;
    },
  });
}
