import type { DatasetManifest } from '../../contracts/dataset.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import type { QualityCheck } from '../../contracts/quality.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import type { Panel } from '../../forecasting/panel.ts';
import type { PanelCount } from './check-rule.ts';
import { ruleOf } from './check-rules.ts';

/** Counts what checks of single values need of a region's panels, which come one at a time. */
export class PanelCounts {
  readonly #sources: readonly ResolvedSource[];
  readonly #manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>;
  readonly #counts = new Map<QualityCheck, PanelCount>();

  constructor(sources: readonly ResolvedSource[], manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>) {
    this.#sources = sources;
    this.#manifest = manifest;
  }

  add(panel: Panel): void {
    for (const source of this.#sources) {
      const columns = panelColumns(source, this.#manifest);
      for (const check of source.checks ?? []) ruleOf(check).count?.(panel, check, columns, this.of(check));
    }
  }

  /** What the rule of a check has counted: values within a range, series with a row in the cutoff week. */
  of(check: QualityCheck): PanelCount {
    const known = this.#counts.get(check);
    if (known) return known;
    const count = { all: 0, met: 0 };
    this.#counts.set(check, count);
    return count;
  }
}

/** The columns of the panel that come from a source. */
export function panelColumns(
  { kind, standardColumns }: Pick<ResolvedSource, 'kind' | 'standardColumns'>,
  manifest: Pick<DatasetManifest, 'knownAhead' | 'observed'>,
): readonly string[] {
  const { unitsColumn } = sourceKindFacts[kind];
  if (unitsColumn !== undefined) return [unitsColumn];
  const known = new Set([...manifest.knownAhead, ...(manifest.observed ?? [])]);
  return standardColumns.filter(({ name, type }) => type === 'number' && known.has(name)).map(({ name }) => name);
}
