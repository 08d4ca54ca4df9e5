import type { DatasetManifest, SourceQuality } from '../../contracts/dataset.ts';
import type { SegmentProfile } from '../../contracts/profile.ts';
import type { ResolvedSource } from '../../contracts/project.ts';
import { usualFreshness, type QualityCheck, type QualityFinding, type Severity } from '../../contracts/quality.ts';
import { sourceKindFacts } from '../../contracts/source-kinds.ts';
import { addWeeks, weeksBetween } from '../../contracts/week.ts';
import { ruleOf } from './check-rules.ts';
import { panelColumns, type PanelCounts } from './panel-counts.ts';
import { missingWeekFault } from './missing-weeks.ts';
import { repeatedWeekFault } from './repeated-weeks.ts';
import { weeklyCounts, type WeeklyCounts } from './weekly-counts.ts';

/** A dataset version to look at. */
export interface CheckedDataset {
  readonly manifest: DatasetManifest;
  readonly counts: PanelCounts;
  readonly profiles: readonly SegmentProfile[];
}

/** What is looked at in every source, if it says nothing else. Silent where a year is like the one before. */
const usual = { volume: { check: 'volume', minShare: 0.5, severity: 'warn' } } as const;

const weeksOfYear = 52;

/** Checks a dataset version with the checks of its sources, and with what is usual. One finding per check, passed or not. */
export function checkQuality(dataset: CheckedDataset, sources: readonly ResolvedSource[]): readonly QualityFinding[] {
  return sources.flatMap((source) => {
    const quality = dataset.manifest.quality.sources.find((one) => one.source === source.name);
    return quality ? new SourceChecks(dataset, source, quality).findings() : [];
  });
}

class SourceChecks {
  readonly #dataset: CheckedDataset;
  readonly #source: ResolvedSource;
  readonly #quality: SourceQuality;
  readonly #weekly: WeeklyCounts;

  constructor(dataset: CheckedDataset, source: ResolvedSource, quality: SourceQuality) {
    this.#dataset = dataset;
    this.#source = source;
    this.#quality = quality;
    this.#weekly = weeklyCounts(dataset.profiles, panelColumns(source, dataset.manifest));
  }

  findings(): QualityFinding[] {
    const { checks = [] } = this.#source;
    const asked = checks.map((check) => this.#finding(check));
    if (!sourceKindFacts[this.#source.kind].everyWeek) return asked;
    const volume = checks.some(({ check }) => check === 'volume') ? [] : [this.#finding(usual.volume)];
    return [this.#freshness(), this.#gaps(), ...this.#repeatedWeeks(), ...this.#missingWeeks(), ...volume, ...asked];
  }

  #finding(check: QualityCheck): QualityFinding {
    const { manifest, counts } = this.#dataset;
    const source = { manifest, quality: this.#quality, weekly: this.#weekly, counted: counts.of(check) };
    const { passed, detail } = ruleOf(check).judge(check, source);
    return this.#found(check, passed, detail);
  }

  #freshness(): QualityFinding {
    const { maxWeeksBehind, severity } = this.#source.freshness ?? usualFreshness;
    const { lastWeek } = this.#quality;
    const { cutoff } = this.#dataset.manifest;
    const behind = lastWeek === undefined ? undefined : Math.max(0, weeksBetween(lastWeek, cutoff));
    const detail =
      behind === undefined
        ? 'no row of any week'
        : `newest row of ${lastWeek}, ${behind} ${behind === 1 ? 'week' : 'weeks'} behind the cutoff; limit ${maxWeeksBehind}`;
    return this.#found({ check: 'freshness', severity }, behind !== undefined && behind <= maxWeeksBehind, detail);
  }

  /** Weeks of the last year without a single row, between others that have some. */
  #gaps(): QualityFinding {
    const { firstWeek, counts } = this.#weekly;
    const first = counts.findIndex((count) => count > 0);
    const last = counts.findLastIndex((count) => count > 0);
    const missing = counts.flatMap((count, week) =>
      count === 0 && week > first && week < last && week >= counts.length - weeksOfYear
        ? [addWeeks(firstWeek, week)]
        : [],
    );
    const named = missing.slice(-5).join(', ');
    const detail =
      missing.length === 0
        ? 'no week without rows in the last year'
        : `${missing.length} ${missing.length === 1 ? 'week' : 'weeks'} without rows in the last year: ${named}${missing.length > 5 ? ' and earlier' : ''}`;
    return this.#found({ check: 'gaps', severity: 'warn' }, missing.length === 0, detail);
  }

  /** Whether rows of one week in several files were treated as what they look like. */
  #repeatedWeeks(): QualityFinding[] {
    if (sourceKindFacts[this.#source.kind].unitsColumn === undefined) return [];
    const fault = repeatedWeekFault(this.#quality);
    const { repeatedWeek = 'corrections' } = this.#source;
    const detail = fault ?? `no sign that rows that come again are anything but ${repeatedWeek}`;
    return [this.#found({ check: 'repeated-weeks', severity: 'warn' }, fault === undefined, detail)];
  }

  /** Whether weeks without a row of shipments were treated as what they look like. */
  #missingWeeks(): QualityFinding[] {
    const { zeroWeeks } = this.#quality;
    if (!zeroWeeks) return [];
    const { missingWeek } = this.#source;
    const fault = missingWeekFault(zeroWeeks, missingWeek);
    const detail = fault ?? `no sign that a week without a row is anything but ${missingWeek}`;
    return [this.#found({ check: 'missing-weeks', severity: 'warn' }, fault === undefined, detail)];
  }

  #found(
    { check, severity }: { readonly check: QualityFinding['check']; readonly severity: Severity },
    passed: boolean,
    detail: string,
  ): QualityFinding {
    return { source: this.#source.name, check, severity, passed, detail };
  }
}
