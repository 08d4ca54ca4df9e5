import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceNote } from '../cycle/choice-note.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { Decision } from './decision.tsx';
import { PastDecisions } from './past-decisions.tsx';
import type { Waiting } from './comparison.ts';
import { nameOf, WaitingTable } from './waiting-table.tsx';

const againMs = 15_000;
/** Challengers shown at once; one needs as much room as a screen has. */
const atOnce = 10;

interface Deciding {
  readonly word: 'approve' | 'reject';
  readonly waiting: Waiting;
}

/** May this model forecast? */
export function Decisions() {
  const environment = useEnvironment();
  const waiting = useAnswer('promotions.list', { environment }, { everyMs: againMs });
  // Held here: the challenger leaves the list as soon as it is decided on, and what happened is still to be read.
  const [deciding, setDeciding] = useState<Deciding>();
  const [shown, setShown] = useState(atOnce);
  const [{ only }, setFilters] = useFilters('only');
  const choose = (waiting: Waiting): void => setFilters({ only: nameOf(waiting) });
  const chosenOf = (promotions: readonly Waiting[]): readonly Waiting[] =>
    only === '' ? ordered(promotions).slice(0, shown) : promotions.filter((one) => nameOf(one) === only);
  return (
    <Page title="Decisions" lead={waiting.data && <Text size="lg">{leadOf(waiting.data)}</Text>}>
      <Answered query={waiting} what="the models that wait">
        {(promotions) =>
          promotions.length === 0 ? (
            <Empty title="Nothing waits for a decision">
              A newly trained model waits here where the project has a person decide. Others become champion when they
              pass their checks.
            </Empty>
          ) : (
            <Stack>
              {promotions.length > atOnce && <WaitingTable waiting={ordered(promotions)} onChoose={choose} />}
              {chosenOf(promotions).map((promotion) => (
                <Decision
                  key={promotion.promotion + promotion.run}
                  waiting={promotion}
                  onWord={(word) => setDeciding({ word, waiting: promotion })}
                />
              ))}
              {only === '' && promotions.length > shown && (
                <Group gap="sm">
                  <Button size="xs" variant="default" onClick={() => setShown(shown + atOnce)}>
                    Show {Math.min(atOnce, promotions.length - shown)} more
                  </Button>
                  {shown} of {promotions.length} are shown, those with the nearest deadline first.
                </Group>
              )}
              {only !== '' && <ChoiceNote choice={only} onClear={() => setFilters({ only: '' })} />}
            </Stack>
          )
        }
      </Answered>
      <Section title="Past decisions" note="From the audit trail, the newest first.">
        <PastDecisions />
      </Section>
      {deciding && <DecisionDialog {...deciding} onClose={() => setDeciding(undefined)} />}
    </Page>
  );
}

function leadOf(waiting: readonly Waiting[]): string {
  return waiting.length === 0
    ? 'No model waits for you.'
    : `${countOf(waiting.length, 'model')} ${waiting.length === 1 ? 'waits' : 'wait'} for a decision.`;
}

/** What expires first comes first. */
function ordered(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.toSorted(byDeadline);
}

function byDeadline(a: Waiting, b: Waiting): number {
  return (a.expiresAt ?? '9999').localeCompare(b.expiresAt ?? '9999');
}
