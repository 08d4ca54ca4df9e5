/** What happened to one model. */
interface Outcome {
  readonly version: string;
  readonly segment: string;
  readonly outcome: 'exported' | 'failed' | 'busy';
  readonly tracked?: { readonly modelName: string; readonly number: string };
  readonly reason?: string;
}

/** An export as a whole. */
interface Exported {
  readonly target: string;
  readonly dryRun: boolean;
  readonly wanted: readonly {
    readonly version: string;
    readonly segment: string;
    readonly what: 'model' | 'standing';
  }[];
  readonly outcomes: readonly Outcome[];
}

/** What happened to a model, once it is done. */
export function exportOutcomeText({ version, segment, outcome, tracked, reason }: Outcome): string {
  const where = tracked === undefined ? '' : ` as ${tracked.modelName} ${tracked.number}`;
  const why = outcome === 'busy' ? ': another exporter is working on it' : reason === undefined ? '' : `: ${reason}`;
  return `${segment} ${version} ${outcome}${where}${why}`;
}

/** What was written in all; of a dry run, what would be. */
export function exportedText({ target, dryRun, wanted, outcomes }: Exported): string {
  if (wanted.length === 0) return `${target} knows every model`;
  if (dryRun) {
    const lines = wanted.map(({ version, segment, what }) => {
      return `${segment} ${version}: ${what === 'model' ? 'the whole model' : 'its tags and aliases'} would be written`;
    });
    return [...lines, `${wanted.length} would be written to ${target}`].join('\n');
  }
  const exported = outcomes.filter(({ outcome }) => outcome === 'exported').length;
  return `${exported} of ${wanted.length} written to ${target}`;
}
