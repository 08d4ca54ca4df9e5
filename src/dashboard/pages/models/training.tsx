import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { forecasterLabel } from '../../format/names.ts';
import { percent, plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LossChart } from '../../parts/loss-chart.tsx';
import { lossesInWords, trainedCurves } from '../../parts/loss-curves.ts';
import { BacktestBy } from './backtest-by.tsx';
import { PresetTrials } from './preset-trials.tsx';
import { itemsShown, useItemOrder } from './use-item-order.ts';
import { treesInWords } from './trees-in-words.ts';

type Report = AnswerOf<'models.training'>;
type MemberTraining = Report['members'][number];

interface Props {
  readonly version: string;
  /** Share of each member in the ensemble. */
  readonly weights: Readonly<Record<string, number | undefined>>;
}

/** Did it learn: losses, presets, what members were fitted on, and the backtest by everything it was measured by. */
export function Training({ version, weights }: Props) {
  const environment = useEnvironment();
  const [itemsBy] = useItemOrder();
  const report = useAnswer(
    'models.training',
    { environment, model: version, itemsBy, items: itemsShown },
    { keepsOld: true, lasts: true },
  );
  return (
    <Answered query={report} what="the training">
      {({ members, backtest }) => (
        <>
          <Section
            title="Did it learn?"
            note="Mean loss of the training rows after each epoch. Every network starts from random weights."
          >
            <Losses members={members} />
            <DataTable
              caption="Members of the ensemble"
              columns={columnsWith(weights)}
              rows={members}
              keyOf={({ member }) => member}
              minWidth={680}
            />
          </Section>
          <PresetTrials members={members} />
          {backtest ? (
            <BacktestBy backtest={backtest} />
          ) : (
            <Section title="Backtest in detail">
              <Empty title="Nothing is kept of it">
                The model is of earlier code, or garbage collection has deleted its files.
              </Empty>
            </Section>
          )}
        </>
      )}
    </Answered>
  );
}

function Losses({ members }: { readonly members: readonly MemberTraining[] }) {
  const curves = useMemo(() => members.flatMap(({ networks }) => trainedCurves(networks)), [members]);
  if (curves.length === 0) return <Empty title="No network was trained, so there are no losses by epoch" />;
  return (
    <>
      <Text size="sm">{lossesInWords(curves)}</Text>
      <LossChart label="Networks of the model" curves={curves} />
    </>
  );
}

function columnsWith(weights: Props['weights']): readonly Column<MemberTraining>[] {
  return [
    { name: 'Member', show: ({ member }) => forecasterLabel(member) },
    { name: 'Weight', kind: 'number', show: ({ member }) => percent(weights[member] ?? 0, 0) },
    { name: 'Rows', kind: 'number', show: ({ trainingRows }) => plainNumber(trainingRows) },
    { name: 'Columns', kind: 'number', show: ({ featureColumns }) => plainNumber(featureColumns) },
    { name: 'Weeks', kind: 'number', show: ({ targetWeeks }) => plainNumber(targetWeeks) },
    { name: 'From the week of', show: ({ oldestCutoff }) => oldestCutoff },
    { name: 'Made of', kind: 'wide', show: partsOf },
  ];
}

/** `4 networks`; `52 regressions, of 80 columns 3 to 31 are used, 12 by the middle one`. */
function partsOf({ networks, regressions, trees }: MemberTraining): string {
  if (trees) return treesInWords(trees);
  if (!regressions) return networks.length === 1 ? '1 network' : `${networks.length} networks`;
  const { count, pooled, columns, used } = regressions;
  const number = count === 1 ? '1 regression' : `${plainNumber(count)} regressions`;
  const range = used.least === used.most ? `${used.most}` : `${used.least} to ${used.most}`;
  const middle = count > 1 ? `, ${used.median} by the middle one` : '';
  return `${number}${pooled ? ', one of them for items with few rows' : ''}; of up to ${columns} columns ${range} are used${middle}`;
}
