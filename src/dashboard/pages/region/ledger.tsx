import { Text } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { causeLabel } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { pathTo } from '../../paths.ts';
import { endOf } from './ledger-words.ts';

type Entry = AnswerOf<'controllers.ledger'>[number];

const againMs = 15_000;

/** Why something ran, or did not: every trigger and what happened to it. */
export function Ledger({ region }: { readonly region: string }) {
  const environment = useEnvironment();
  const ledger = useAnswer('controllers.ledger', { environment, region }, { everyMs: againMs });
  return (
    <Answered query={ledger} what="the triggers">
      {(entries) =>
        entries.length === 0 ? (
          <Empty title="Nothing has asked for a cycle yet">
            A cycle follows from the weekly schedule, from new data, or from a request.
          </Empty>
        ) : (
          <DataTable
            caption="Triggers of the region"
            columns={columnsIn(environment, entries)}
            rows={entries.toSorted((a, b) => (a.acceptedAt < b.acceptedAt ? 1 : -1))}
            keyOf={({ trigger }) => trigger.id}
            minWidth={760}
          />
        )
      }
    </Answered>
  );
}

function columnsIn(environment: string, entries: readonly Entry[]): readonly Column<Entry>[] {
  return [
    { name: 'Received', by: ({ acceptedAt }) => acceptedAt, show: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
    {
      name: 'Because of',
      by: ({ trigger }) => trigger.cause,
      show: ({ trigger }) => causeLabel(trigger.cause),
    },
    {
      name: 'Sent by',
      by: ({ trigger }) => trigger.requestedBy,
      show: ({ trigger }) => (
        <>
          {trigger.requestedBy}
          {trigger.reason !== undefined && (
            <Text size="xs" c="dimmed">
              {trigger.reason}
            </Text>
          )}
        </>
      ),
    },
    {
      name: 'What happened',
      kind: 'wide',
      by: ({ state }) => state,
      show: (entry) => {
        const { tone, word, why } = endOf(
          entry,
          entries.find(({ trigger }) => trigger.id === entry.mergedInto),
        );
        return (
          <>
            <Pill tone={tone} withGlyph>
              {word}
            </Pill>
            {why !== undefined && (
              <Text size="sm" mt={2}>
                {why}
              </Text>
            )}
          </>
        );
      },
    },
    {
      name: 'Cycle',
      show: ({ cycleId }) =>
        cycleId === undefined ? (
          'none'
        ) : (
          <PageLink to={pathTo.cycle(environment, cycleId)}>{cycleId.split('/').slice(-2).join(' no. ')}</PageLink>
        ),
    },
  ];
}
