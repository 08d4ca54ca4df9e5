import type { ResolvedProject } from '../contracts/project.ts';
import { segmentName } from '../contracts/segment.ts';
import { weekdayOf } from '../contracts/week.ts';
import type { DecisionRecord } from '../ports/champions.ts';
import type { RegisteredModel } from '../ports/model-catalogue.ts';

/** What is known of a version that is to be brought to another environment. */
export interface AdoptionFacts {
  readonly version: string;
  readonly from: string;
  readonly to: string;
  /** The version, in every environment that knows it. */
  readonly known: readonly RegisteredModel[];
  /** Its waits for approval in the environment it is to go to. */
  readonly waiting: readonly Pick<DecisionRecord, 'promotion'>[];
  readonly settings: Pick<ResolvedProject, 'horizonWeeks' | 'weekStartsOn'>;
}

/** Why a version is not brought to another environment. */
type AdoptionRefusal =
  | 'same-environment'
  | 'unknown-version'
  | 'not-there'
  | 'deleted'
  | 'retired'
  | 'already-champion'
  | 'waits-already'
  | 'no-backtest'
  | 'other-settings';

/** What stands in the way of a version, in words and for edges that say what to do about it. */
interface FoundRefusal {
  readonly refusal: AdoptionRefusal;
  readonly message: string;
  /** The environment that stands in the way. */
  readonly environment?: string;
  /** Environments that have the version, where the one named has not. */
  readonly elsewhere?: readonly string[];
}

/** Why a version cannot be brought to another environment; `undefined` where it can be judged there. */
export function adoptionRefusal(facts: AdoptionFacts): FoundRefusal | undefined {
  const { version, from, to, known, waiting, settings } = facts;
  const refuse = (refusal: AdoptionRefusal, message: string, about: Partial<FoundRefusal> = {}): FoundRefusal => {
    return { refusal, message, ...about };
  };
  if (from === to) return refuse('same-environment', `${version} is in ${from} already: name two environments`);
  const source = known.find(({ environment }) => environment === from);
  if (!source) {
    const elsewhere = known.map(({ environment }) => environment);
    return elsewhere.length === 0
      ? refuse('unknown-version', `no environment has a model version ${version}`)
      : refuse('not-there', `${version} was never trained or promoted in ${from}; ${elsewhere.join(', ')} has it`, {
          elsewhere,
        });
  }
  const { record } = source;
  const name = segmentName(record.segment);
  const there = known.find(({ environment }) => environment === to);
  for (const { environment, retired } of [source, ...(there ? [there] : [])]) {
    if (!retired) continue;
    const { by, at, reason } = retired;
    return refuse('retired', `${by} retired ${version} in ${environment} on ${at.slice(0, 10)}: ${reason}`, {
      environment,
    });
  }
  if (source.artifactsDeletedAt !== undefined) {
    const when = source.artifactsDeletedAt.slice(0, 10);
    return refuse('deleted', `garbage collection deleted the files of ${version} on ${when}; train it again`);
  }
  if (there?.stage === 'champion') {
    return refuse('already-champion', `${version} is the champion of ${name} in ${to} already`);
  }
  const [wait] = waiting;
  if (wait) {
    return refuse('waits-already', `${version} waits for approval in ${to} already (${wait.promotion})`, {
      environment: to,
    });
  }
  if (!record.windows) {
    return refuse(
      'no-backtest',
      `${version} was trained by earlier code, which kept no backtest forecasts to judge it by; have ${from} train ${name} again`,
    );
  }
  const { horizonWeeks } = record.parameters as { readonly horizonWeeks: number };
  if (horizonWeeks !== settings.horizonWeeks) {
    return refuse(
      'other-settings',
      `${version} forecasts ${horizonWeeks} weeks, and the project wants ${settings.horizonWeeks} now; have ${from} train ${name} again`,
    );
  }
  if (weekdayOf(record.trainingCutoff) !== settings.weekStartsOn) {
    return refuse(
      'other-settings',
      `the weeks of ${version} start on ${weekdayOf(record.trainingCutoff)}, the project's on ${settings.weekStartsOn} now; have ${from} train ${name} again`,
    );
  }
  return undefined;
}
