import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { keyOf } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { changesOf, textOfPlan, valuesOfText, type Plan } from './plan.ts';
import { WhatIfForm } from './what-if-form.tsx';
import { WhatIfResult } from './what-if-result.tsx';

interface Props {
  readonly region: string;
  /** Its version. */
  readonly model: string;
  readonly store: string;
  readonly item: string;
  /** Of the published forecasts; empty: the newest. */
  readonly cutoff: string;
}

const hourMs = 3_600_000;

/** What would be forecast at another price, with another promotion or event. */
export function WhatIf({ region, model, store, item, cutoff }: Props) {
  const [{ plan: text, planWeek }, setFilters] = useFilters('plan', 'planWeek');
  const plan: Plan = { values: valuesOfText(text), ...(planWeek === '' ? {} : { week: planWeek }) };
  const series = { region, model, store, item, ...(cutoff === '' ? {} : { cutoff }) };
  const planned = useWhatIf(series, []);
  const changes = changesOf(plan);
  const answer = useWhatIf(series, changes);
  return (
    <Section
      title="What if it were planned differently?"
      note="Forecasts this item in this store again, with your values. Nothing is saved, and nothing published changes."
    >
      <Answered query={planned} what="what is planned">
        {({ levers, series: [found], seen }) =>
          levers.length === 0 || !found ? (
            <Empty title="Nothing can be planned differently">
              The data have no prices, promotions or events that are known ahead.
            </Empty>
          ) : (
            <WhatIfForm
              levers={levers}
              seen={seen[0]?.levers ?? []}
              weeks={found.weeks.map(({ week }) => week)}
              plan={plan}
              onPlan={({ values, week }) => setFilters({ plan: textOfPlan(values), planWeek: week ?? '' })}
            />
          )
        }
      </Answered>
      {changes.length > 0 && (
        <Answered query={answer} what="the forecast with these values">
          {(found) => <WhatIfResult answer={found} />}
        </Answered>
      )}
    </Section>
  );
}

function useWhatIf(
  series: Omit<Props, 'cutoff'> & { readonly cutoff?: string },
  changes: ReturnType<typeof changesOf>,
) {
  const input = { environment: useEnvironment(), ...series, changes };
  return useQuery({
    queryKey: keyOf('forecasts.what-if', input),
    queryFn: ({ signal }) => ask('forecasts.what-if', input, { signal }),
    retry: false,
    staleTime: hourMs,
  });
}
