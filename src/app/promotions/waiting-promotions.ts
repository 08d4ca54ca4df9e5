import type { DecisionRecord } from '../../ports/champions.ts';
import type { WaitingPromotion } from '../../ports/promotions.ts';
import type { Registry } from '../../ports/registry.ts';

type Records = Pick<Registry, 'findWaitingPromotions' | 'decisionsOn' | 'model'>;

/** What a `wait` was entered with (`activities/begin-approval.ts`). */
interface WaitFacts {
  readonly expiresAt?: string;
  readonly gate?: WaitingPromotion['challenger']['gate'];
  /** The champion of the time. */
  readonly champion?: string;
  /** The environment that an adopted version comes from. */
  readonly from?: string;
}

/** The challengers of an environment that wait for a person, by segment, as the registry has them: also while Temporal does not answer. */
export async function waitingPromotions(registry: Records, environment: string): Promise<readonly WaitingPromotion[]> {
  const waits = await registry.findWaitingPromotions(environment);
  return (await Promise.all(waits.map((wait) => waitingPromotion(registry, wait)))).flat();
}

async function waitingPromotion(registry: Records, wait: DecisionRecord): Promise<readonly WaitingPromotion[]> {
  const { environment, promotion, run, version, segment, gatePassed, at } = wait;
  const { expiresAt, gate, champion, from } = wait.facts as WaitFacts;
  const [model, steps] = await Promise.all([registry.model(version), registry.decisionsOn(environment, version)]);
  if (!model) return [];
  const adopted = from === undefined ? undefined : steps.findLast(({ kind }) => kind === 'adopt');
  return [
    {
      ...{ environment, promotion, run, since: at, state: 'waiting' },
      // The gate is that of the environment, which may have judged the version again.
      challenger: { version, segment, backtest: model.backtest, gate: gate ?? model.gate, gatePassed },
      ...(champion === undefined ? {} : { champion }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      reminders: steps.filter((step) => step.run === run && step.kind === 'remind').length,
      ...(from !== undefined && adopted ? { adoption: { from, by: adopted.actor, reason: adopted.reason } } : {}),
    },
  ];
}
