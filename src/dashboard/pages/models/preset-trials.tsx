import { Text } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { forecasterLabel } from '../../format/names.ts';
import { percent } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Pill } from '../../parts/pill.tsx';

type MemberTraining = AnswerOf<'models.training'>['members'][number];
type Choice = NonNullable<MemberTraining['preset']>;

const reasons: Readonly<Record<Choice['reason'], string>> = {
  given: 'the project names it',
  'too little history': 'there is too little history to try others',
  'least error': 'it has the smallest error on the weeks held out',
  'not clearly worse than the least': 'no other is clearly better, and it is the default',
};

/** Settings that were tried for a member, and the one chosen. */
export function PresetTrials({ members }: { readonly members: readonly MemberTraining[] }) {
  return members.map(({ member, preset }) => {
    if (!preset) return null;
    const { trials } = preset;
    return (
      <Section
        key={member}
        title={`Presets of the ${forecasterLabel(member).toLowerCase()}`}
        note="Chosen once for all windows, on weeks before the first of them, so that no window has decided on the settings it is judged by."
      >
        <Text size="sm">
          <strong>{preset.preset}</strong> was chosen: {reasons[preset.reason]}.
        </Text>
        {trials.length > 0 && (
          <DataTable
            caption="Presets tried"
            columns={columnsFor(preset.preset)}
            rows={trials}
            keyOf={(trial) => trial.preset}
            minWidth={420}
          />
        )}
      </Section>
    );
  });
}

function columnsFor(chosen: string): readonly Column<Choice['trials'][number]>[] {
  return [
    {
      name: 'Preset',
      show: ({ preset }) => (
        <>
          {preset} {preset === chosen && <Pill tone="good">chosen</Pill>}
        </>
      ),
    },
    { name: 'Error it is judged by', kind: 'number', by: ({ score }) => score, show: ({ score }) => percent(score) },
    { name: 'MAPE', kind: 'number', by: ({ mape }) => mape ?? undefined, show: ({ mape }) => percent(mape) },
    { name: 'WAPE', kind: 'number', by: ({ wape }) => wape ?? undefined, show: ({ wape }) => percent(wape) },
  ];
}
