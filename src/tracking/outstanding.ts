import type { ModelExport } from '../ports/model-exports.ts';
import type { RegisteredModel } from '../ports/model-catalogue.ts';

/** A model version with where it stands in every environment that knows it. */
export interface KnownVersion {
  readonly version: string;
  /** As its first environment has it. */
  readonly model: RegisteredModel;
  /** Stage by environment. */
  readonly stages: Readonly<Record<string, string>>;
  /** The tags a tracker has of what may change: stages, and what people said of the version in each environment. */
  readonly standing: Readonly<Record<string, string>>;
  /** Whether its files are there still. */
  readonly hasFiles: boolean;
  /** ISO 8601; the earliest of all environments. */
  readonly registeredAt: string;
}

/** What is to be done about a version: all of it, or only how it stands. */
export type Outstanding = KnownVersion & { readonly what: 'model' | 'standing' };

/** Every version once, the oldest first, so that the tracker's own numbers go up with time. */
export function knownVersions(models: readonly RegisteredModel[]): readonly KnownVersion[] {
  const versions = new Map<string, KnownVersion>();
  const ordered = models.toSorted(
    (a, b) => compare(a.registeredAt, b.registeredAt) || compare(a.environment, b.environment),
  );
  for (const model of ordered) {
    const { version } = model.record;
    const { registeredAt, environment, stage } = model;
    const known = versions.get(version) ?? {
      ...{ version, model, registeredAt, stages: {}, standing: {}, hasFiles: false },
    };
    versions.set(version, {
      ...known,
      stages: { ...known.stages, [environment]: stage },
      standing: { ...known.standing, ...standingIn(model) },
      hasFiles: known.hasFiles || model.artifactsDeletedAt === undefined,
    });
  }
  return [...versions.values()];
}

/**
 * The versions the target does not know, or knows otherwise than they stand by now, and those whose last export failed. One that has
 * lost its files to garbage collection goes there no more.
 */
export function outstanding(known: readonly KnownVersion[], exports: readonly ModelExport[]): readonly Outstanding[] {
  const begun = new Map(exports.map((one) => [one.version, one]));
  return known.flatMap((version): Outstanding[] => {
    const { exported, failed } = begun.get(version.version) ?? {};
    if (!exported) return version.hasFiles ? [{ ...version, what: 'model' }] : [];
    return !failed && same(exported.standing, version.standing) ? [] : [{ ...version, what: 'standing' }];
  });
}

function same(left: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => left[name] === right[name]);
}

function standingIn({ environment, stage, tags }: RegisteredModel): Record<string, string> {
  const said = Object.entries(tags).map(([key, { value }]) => [`shelfcast.tag.${environment}.${key}`, value] as const);
  return Object.fromEntries([[`shelfcast.stage.${environment}`, stage], ...said]);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
