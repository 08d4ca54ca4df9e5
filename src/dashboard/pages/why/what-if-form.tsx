import { Button, Group, NativeSelect, NumberInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { sentenceCase } from '../../format/names.ts';
import { plainNumber } from '../../format/numbers.ts';
import type { Plan, WhatIf } from './plan.ts';

interface Props {
  readonly levers: WhatIf['levers'];
  readonly seen: WhatIf['seen'][number]['levers'];
  /** Weeks that are forecast. */
  readonly weeks: readonly string[];
  readonly plan: Plan;
  readonly onPlan: (plan: Plan) => void;
}

/** A field for each lever; one that is left empty stays as planned. */
export function WhatIfForm({ levers, seen, weeks, plan, onPlan }: Props) {
  const [values, setValues] = useState(plan.values);
  const [week, setWeek] = useState(plan.week ?? '');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onPlan({ values, ...(week === '' ? {} : { week }) });
  };
  const set = (lever: string, value: number | string): void => {
    const { [lever]: _, ...others } = values;
    setValues(typeof value === 'number' ? { ...others, [lever]: value } : others);
  };
  const clear = (): void => {
    setValues({});
    setWeek('');
    onPlan({ values: {} });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        {levers.map(({ name, kind }) => (
          <NumberInput
            key={name}
            label={sentenceCase(name)}
            description={describe(
              kind,
              seen.find(({ lever }) => lever === name),
            )}
            placeholder="as planned"
            w={190}
            value={values[name] ?? ''}
            onChange={(value) => set(name, value)}
            {...(kind === 'price' ? { min: 0.01, step: 0.1 } : { step: 1 })}
          />
        ))}
        <NativeSelect
          label="In"
          data={[
            { value: '', label: 'every week that is forecast' },
            ...weeks.map((one) => ({ value: one, label: one })),
          ]}
          value={week}
          onChange={({ currentTarget }) => setWeek(currentTarget.value)}
        />
        <Button type="submit" disabled={Object.keys(values).length === 0}>
          Show what it does
        </Button>
        <Button variant="default" onClick={clear} disabled={Object.keys(values).length + week.length === 0}>
          Clear
        </Button>
      </Group>
    </form>
  );
}

type Seen = Props['seen'][number];

/** What the model has seen of a lever: a value beyond it is a guess. */
function describe(kind: WhatIf['levers'][number]['kind'], seen: Seen | undefined): string {
  if (seen?.lowest === undefined || seen.highest === undefined) return `${kind}; never seen for this item`;
  return `${kind}; seen ${plainNumber(seen.lowest)} to ${plainNumber(seen.highest)}`;
}
