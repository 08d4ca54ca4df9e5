import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { Decision } from './decision.tsx';
import { PastDecisions } from './past-decisions.tsx';
import type { Waiting } from './comparison.ts';

const againMs = 15_000;

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
              {promotions.toSorted(byDeadline).map((promotion) => (
                <Decision
                  key={promotion.promotion + promotion.run}
                  waiting={promotion}
                  onWord={(word) => setDeciding({ word, waiting: promotion })}
                />
              ))}
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
function byDeadline(a: Waiting, b: Waiting): number {
  return (a.expiresAt ?? '9999').localeCompare(b.expiresAt ?? '9999');
}
