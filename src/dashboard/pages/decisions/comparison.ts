import { commonMape } from '../../../contracts/shown-mape.ts';
import type { AnswerOf } from '../../../app/operations.ts';

export type Waiting = AnswerOf<'promotions.list'>[number];
type Backtest = Waiting['challenger']['backtest'];
type Errors = NonNullable<Backtest['metrics']['ensemble']>;
type Model = AnswerOf<'models.show'>['model'];

/** A figure of challenger and champion, and whether the challenger is better by it. */
export interface ComparedFigure {
  readonly name: string;
  readonly as: 'share' | 'signedShare' | 'units';
  readonly challenger: number | null | undefined;
  readonly champion: number | null | undefined;
  readonly baseline: number | null | undefined;
  readonly seasonal: number | null | undefined;
  readonly better: boolean | undefined;
}

/** Figures of a challenger's backtest next to the champion's; each on the windows of its own backtest. */
export function comparedFigures(challenger: Backtest, champion: Model['record']['backtest'] | undefined) {
  const of = (name: string, figureOf: (errors: Errors) => number | null | undefined, as: ComparedFigure['as']) => {
    const figure = (errors: Errors | undefined) => errors && figureOf(errors);
    const [mine, its] = [figure(challenger.metrics.ensemble), figure(champion?.metrics.ensemble)];
    return {
      ...{ name, as, challenger: mine, champion: its, better: isSmaller(mine, its) },
      baseline: figure(challenger.metrics.baseline),
      seasonal: figure(challenger.metrics.seasonal),
    };
  };
  const { ensemble, baseline, seasonal } = challenger.metrics;
  const mape = commonMape([ensemble, baseline, seasonal, champion?.metrics.ensemble]);
  return [
    of(mape.floored ? 'MAPE with a floor for rows near zero' : 'MAPE', mape.of, 'share'),
    of('WAPE', ({ wape }) => wape, 'share'),
    of('Bias', ({ bias }) => bias, 'signedShare'),
    of('RMSE 0, units', ({ rmse0 }) => rmse0, 'units'),
    of('RMSE all, units', ({ rmseAll }) => rmseAll, 'units'),
    {
      ...{ name: 'Inside P10–P90, of 80%', as: 'share' as const, baseline: undefined, seasonal: undefined },
      ...{ challenger: challenger.coverage, champion: champion?.coverage },
      better: isSmaller(distance(challenger.coverage), distance(champion?.coverage)),
    },
  ].filter(({ challenger: mine }) => typeof mine === 'number') satisfies readonly ComparedFigure[];
}

const coverageTarget = 0.8;

function distance(coverage: number | null | undefined): number | undefined {
  return typeof coverage === 'number' ? Math.abs(coverage - coverageTarget) : undefined;
}

function isSmaller(mine: number | null | undefined, its: number | null | undefined): boolean | undefined {
  if (typeof mine !== 'number' || typeof its !== 'number' || mine === its) return undefined;
  return Math.abs(mine) < Math.abs(its);
}
