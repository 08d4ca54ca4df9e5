import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf, plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { ItemErrorsTable } from '../../parts/item-errors.tsx';
import { changeInWords, type ModelComparison } from '../../parts/paired-errors.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { PairedTable } from '../../parts/paired-table.tsx';
import { pathTo } from '../../paths.ts';

interface Props {
  readonly challenger: string;
  readonly champion: string;
  /** Whether the gate kept what it compared; otherwise it is measured when somebody asks for it. */
  readonly kept: boolean;
  /** Of what segment, for those who cannot see it. */
  readonly name: string;
}

const names = ['Challenger', 'Champion'] as const;

/** What a decision would change: both models on the same rows, in units and money, and the items that lose most. */
export function Consequences({ challenger, champion, kept, name }: Props) {
  const environment = useEnvironment();
  const [asked, setAsked] = useState(false);
  const compared = useAnswer(
    'models.compare',
    { environment, model: challenger, with: champion },
    { enabled: kept || asked, lasts: true },
  );
  if (!kept && !asked) {
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>
          Compare in units now
        </Button>{' '}
        <Text span size="sm" c="dimmed">
          Its gate has kept no comparison with this champion, so it takes some seconds.
        </Text>
      </div>
    );
  }
  return (
    <Answered query={compared} what="the comparison">
      {({ comparison }) => (
        <>
          <InUnits comparison={comparison} name={name} />
          <PageLink to={pathTo.compare(environment, { first: challenger, second: champion })}>
            Everything about the two models
          </PageLink>
        </>
      )}
    </Answered>
  );
}

function InUnits({ comparison, name }: { readonly comparison: ModelComparison; readonly name: string }) {
  const { windows, items, money, units, note } = comparison;
  if (windows.length === 0) return <Text size="sm">Nothing can be compared. {note}</Text>;
  const listed = items.mostWorse.slice(0, itemsListed);
  return (
    <>
      <Text size="sm">
        {changeInWords(comparison, 'challenger', 'champion')} It is closer on {plainNumber(items.better)} of{' '}
        {countOf(items.total, 'item')} and farther off on {plainNumber(items.worse)}.
      </Text>
      <PairedTable caption={`Units and money, ${name}`} comparison={comparison} names={names} />
      <Text size="sm" c="dimmed">
        {countOf(units.rows, 'row')} of {countOf(windows.length, 'window')} that neither model had seen.{' '}
        {money
          ? `Money counts the ${plainNumber(money.rows)} rows with a price.`
          : 'The data have no prices, so there is no figure in money.'}{' '}
        {note}
      </Text>
      {listed.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            Items on which the challenger is worse
            {listed.length < items.worse && `, ${listed.length} of ${plainNumber(items.worse)}`}
          </Text>
          <ItemErrorsTable caption={`Worst items of ${name}`} items={listed} names={names} />
        </>
      )}
    </>
  );
}

/** In view of who decides; all that are kept are on the page that compares. */
const itemsListed = 5;
