import { commonMape } from '../../../contracts/shown-mape.ts';
import { Text } from '@mantine/core';
import type { AnswerOf } from '../../../app/operations.ts';
import { shortVersion } from '../../format/names.ts';
import { countOf, percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { Section } from '../../layout/section.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ItemErrorsTable } from '../../parts/item-errors.tsx';
import { Notice } from '../../parts/notice.tsx';
import { offBy, type ModelComparison } from '../../parts/paired-errors.ts';
import { PairedTable } from '../../parts/paired-table.tsx';
import { ModelsSideBySide } from './models-side-by-side.tsx';

type Answer = AnswerOf<'models.compare'>;

/** What two models share and how they differ, and the rows that tell which is better. */
export function Compared({ first, second, comparison, inWords }: Answer) {
  const { windows, items, note } = comparison;
  const names = [shortVersion(first.record.version), shortVersion(second.record.version)] as const;
  return (
    <>
      <div className="panel">
        <Text component="div">
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {inWords.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Text>
      </div>
      {note !== undefined && windows.length > 0 && <Notice tone="calm" title={note} />}
      <Section title="What they are">
        <ModelsSideBySide first={first} second={second} />
      </Section>
      {windows.length > 0 && (
        <>
          <Section
            title="On the same rows"
            note={`${countOf(windows.length, 'window')}: ${windows.map(({ cutoff, from }) => `${cutoff} (${from})`).join(', ')}.`}
          >
            <Errors comparison={comparison} names={names} />
            <PairedTable caption="Units and money on the same rows" comparison={comparison} names={names} />
            {!comparison.money && <Text size="sm">The data have no prices, so there are no figures in money.</Text>}
          </Section>
          <Section title="By weeks ahead">
            <Steps comparison={comparison} names={names} />
          </Section>
          <Section title={`Items on which ${names[0]} is worse`} note={shownOf(items.mostWorse.length, items.worse)}>
            {items.worse === 0 ? (
              <Empty title="None" />
            ) : (
              <ItemErrorsTable caption={`Items on which ${names[0]} is worse`} items={items.mostWorse} names={names} />
            )}
          </Section>
          <Section title={`Items on which ${names[0]} is better`} note={shownOf(items.mostBetter.length, items.better)}>
            {items.better === 0 ? (
              <Empty title="None" />
            ) : (
              <ItemErrorsTable
                caption={`Items on which ${names[0]} is better`}
                items={items.mostBetter}
                names={names}
              />
            )}
          </Section>
        </>
      )}
    </>
  );
}

function shownOf(shown: number, all: number): string {
  return shown < all
    ? `The ${shown} with the largest difference, of ${plainNumber(all)}.`
    : 'The largest difference first.';
}

interface PartProps {
  readonly comparison: ModelComparison;
  readonly names: readonly [string, string];
}

interface Figure {
  readonly name: string;
  readonly first: string;
  readonly second: string;
}

function Errors({ comparison: { metrics }, names }: PartProps) {
  const { first, second } = metrics;
  const { floored, of: mapeOf } = commonMape([first, second]);
  const rows: readonly Figure[] = [
    { name: 'WAPE', first: percent(first.wape), second: percent(second.wape) },
    {
      name: floored ? 'MAPE with a floor for rows near zero' : 'MAPE',
      first: percent(mapeOf(first)),
      second: percent(mapeOf(second)),
    },
    { name: 'Bias', first: signedPercent(first.bias), second: signedPercent(second.bias) },
    { name: 'RMSE 0, units', first: plainNumber(first.rmse0), second: plainNumber(second.rmse0) },
    { name: 'RMSE all, units', first: plainNumber(first.rmseAll), second: plainNumber(second.rmseAll) },
    { name: 'Rows', first: plainNumber(first.rows), second: plainNumber(second.rows) },
  ];
  const columns: readonly Column<Figure>[] = [
    { name: 'Figure', show: ({ name }) => name },
    { name: names[0], kind: 'number', show: ({ first: own }) => own },
    { name: names[1], kind: 'number', show: ({ second: own }) => own },
  ];
  return (
    <DataTable
      caption="Errors on the same rows"
      columns={columns}
      rows={rows}
      keyOf={({ name }) => name}
      minWidth={320}
    />
  );
}

function Steps({ comparison: { bySteps }, names }: PartProps) {
  const share = (name: string, of: (step: (typeof bySteps)[number]) => number) => ({
    ...{ name: `${name}, WAPE`, kind: 'number' as const },
    show: (step: (typeof bySteps)[number]) => percent(step.sold > 0 ? of(step) / step.sold : null),
  });
  return (
    <DataTable
      caption="Errors by weeks ahead"
      columns={[
        { name: 'Weeks ahead', show: ({ step }) => step },
        share(names[0], ({ first }) => offBy(first)),
        share(names[1], ({ second }) => offBy(second)),
        { name: 'Rows', kind: 'number', show: ({ rows }) => plainNumber(rows) },
      ]}
      rows={bySteps}
      keyOf={({ step }) => String(step)}
      minWidth={320}
    />
  );
}
