import type { ColumnDrift, DriftPolicy, SegmentDrift } from '../../contracts/drift.ts';
import { attributeDrift } from './attribute-drift.ts';
import { columnDrift, type DriftSpan } from './column-drift.ts';
import { errorDrift, type PromisedErrors, type RealisedWeek } from './error-drift.ts';

/** What a segment's drift is measured by. */
export interface SegmentEvidence extends DriftSpan {
  readonly champion: string;
  readonly promised: PromisedErrors;
  /** Of forecasts published since the training, by target week. */
  readonly realised: readonly RealisedWeek[];
}

/** Holds a segment's newest data and realised errors against what its champion was trained on and promised. */
export function segmentDrift(evidence: SegmentEvidence, policy: DriftPolicy): SegmentDrift {
  const { reference, current, trainedTo, champion, promised, realised } = evidence;
  const { region, format, velocity } = current;
  const wanted = (name: string): boolean => policy.columns?.includes(name) ?? true;
  return {
    segment: { region, format, velocity },
    champion,
    trainedTo,
    cutoff: current.cutoff,
    columns: [
      ...current.columns.filter(({ column }) => wanted(column)).map((column) => columnDrift(column, evidence, policy)),
      ...current.attributes
        .filter(({ attribute }) => wanted(attribute))
        .flatMap((attribute): ColumnDrift[] => {
          const trained = reference.attributes.find((one) => one.attribute === attribute.attribute);
          const drift = trained && attributeDrift(trained, attribute, policy);
          return drift ? [drift] : [];
        }),
    ],
    errors: errorDrift(realised, promised, policy),
  };
}
