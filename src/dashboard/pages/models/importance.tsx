import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { keyOf } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { sentenceCase } from '../../format/names.ts';
import { percent, plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';

type Importance = NonNullable<AnswerOf<'models.explain'>['importance']>;
type GroupImportance = Importance['groups'][number];

const hourMs = 3_600_000;

/** What the model looks at: how much worse it becomes without each group of features. Measured on request, since it takes a while. */
export function ImportanceOfFeatures({ version }: { readonly version: string }) {
  const environment = useEnvironment();
  const [asked, setAsked] = useState(false);
  const input = { environment, model: version, importance: true };
  const explained = useQuery({
    queryKey: keyOf('models.explain', input),
    queryFn: ({ signal }) => ask('models.explain', input, { signal }),
    enabled: asked,
    retry: false,
    staleTime: hourMs,
  });
  return (
    <Section
      title="What matters to it"
      note="How much worse its forecasts become when a group of features is shuffled among the rows of the last windows."
    >
      {asked ? (
        <Answered query={explained} what="the importance, which may take minutes">
          {({ importance }) =>
            importance ? <Groups importance={importance} /> : <Empty title="Nothing was measured" />
          }
        </Answered>
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            Measure it now
          </Button>{' '}
          <Text span size="sm" c="dimmed">
            It uses a core of the server for seconds to minutes.
          </Text>
        </div>
      )}
    </Section>
  );
}

const ofTrees: Column<GroupImportance> = {
  ...{ name: 'WAPE of trees', kind: 'number' },
  show: ({ increase }) => percent(increase.trees?.wape),
};

function Groups({ importance: { rows, cutoffs, repeats, groups } }: { readonly importance: Importance }) {
  const largest = Math.max(...groups.map(({ increase }) => Math.abs(increase.ensemble?.wape ?? 0)), 1e-9);
  const columns: readonly Column<GroupImportance>[] = [
    { name: 'Features', show: ({ group }) => sentenceCase(group) },
    {
      ...{ name: 'WAPE grows by', kind: 'number' as const },
      by: ({ increase }) => increase.ensemble?.wape ?? undefined,
      show: ({ increase }) => percent(increase.ensemble?.wape),
    },
    {
      name: 'Size',
      show: ({ increase }) => (
        <span aria-hidden="true" style={{ display: 'inline-block', width: 120, color: 'var(--busy)' }}>
          <span className="bar" style={{ width: (120 * Math.max(0, increase.ensemble?.wape ?? 0)) / largest }} />
        </span>
      ),
    },
    { name: 'MAPE grows by', kind: 'number', show: ({ increase }) => percent(increase.ensemble?.mape) },
    { name: 'WAPE of the LASSO', kind: 'number', show: ({ increase }) => percent(increase.lasso?.wape) },
    { name: 'WAPE of the network', kind: 'number', show: ({ increase }) => percent(increase.network?.wape) },
    ...(groups.some(({ increase }) => increase.trees) ? [ofTrees] : []),
  ];
  return (
    <>
      <Text size="sm">
        On {plainNumber(rows)} rows from {cutoffs.join(', ')}, each group shuffled {repeats} times.
      </Text>
      <DataTable
        caption="Importance of the groups of features"
        columns={columns}
        rows={groups}
        keyOf={({ group }) => group}
        minWidth={680}
      />
    </>
  );
}
