import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { Link } from 'wouter';
import { useDebouncedValue } from '@mantine/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import type { InputOf } from '../../../app/operations.ts';
import { defined } from '../../defined.ts';
import { segmentLabel, segmentWords, sentenceCase } from '../../format/names.ts';
import { countOf, percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { FlooredNote } from '../../parts/floored-note.tsx';
import { mapeColumn } from '../../parts/mape-column.ts';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { TrainingNow } from './training-now.tsx';
import { stageTones, tagsOf, type RegisteredModel } from './model-words.ts';

const pageSize = 50;
const typingMs = 300;
type Sort = NonNullable<InputOf<'models.list'>['sort']>;
const orders: Readonly<Record<Sort, string>> = {
  trained: 'the newest first',
  segment: 'by segment',
  cutoff: 'by cutoff, the newest first',
  mape: 'by MAPE, the smallest first',
  wape: 'by WAPE, the smallest first',
};

/** Which models are there, and how good are they? */
export function Models() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('region', 'segment', 'stage', 'tag', 'sort', 'page');
  const project = useAnswer('project.show', {}).data;
  const [tag] = useDebouncedValue(filters.tag, typingMs);
  const offset = Number(filters.page || 0) * pageSize;
  const models = useAnswer(
    'models.list',
    {
      ...{ environment, limit: pageSize, offset, sort: (filters.sort || 'trained') as Sort },
      ...defined({
        region: filters.region,
        segment: filters.segment,
        stage: filters.stage as RegisteredModel['stage'],
      }),
      ...tagsOf(tag),
    },
    { keepsOld: true },
  );
  const choose = (changed: Parameters<typeof setFilters>[0]): void => setFilters({ ...changed, page: '' });
  return (
    <Page
      title="Models"
      lead={models.data && countOf(models.data.total, 'model')}
      actions={
        <Button component={Link} size="xs" variant="default" href={pathTo.compare(environment)}>
          Compare two models
        </Button>
      }
    >
      <TrainingNow />
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Region"
          data={[{ value: '', label: 'all' }, ...(project?.regions ?? []).map(({ name }) => name)]}
          value={filters.region}
          onChange={({ currentTarget }) => choose({ region: currentTarget.value })}
        />
        <NativeSelect
          label="Segment"
          data={[
            { value: '', label: 'all' },
            ...(project?.formats ?? [])
              .flatMap((format) => [`${format}/fast`, `${format}/slow`])
              .map((value) => ({ value, label: segmentWords(value) })),
          ]}
          value={filters.segment}
          onChange={({ currentTarget }) => choose({ segment: currentTarget.value })}
        />
        <NativeSelect
          label="Stage"
          data={[{ value: '', label: 'all' }, ...Object.keys(stageTones)]}
          value={filters.stage}
          onChange={({ currentTarget }) => choose({ stage: currentTarget.value })}
        />
        <TextInput
          label="Tag"
          placeholder="name=value"
          value={filters.tag}
          onChange={({ currentTarget }) => choose({ tag: currentTarget.value })}
        />
        <NativeSelect
          label="Order"
          data={Object.entries(orders).map(([value, label]) => ({ value, label }))}
          value={filters.sort || 'trained'}
          onChange={({ currentTarget }) => choose({ sort: currentTarget.value })}
        />
      </Group>
      <Answered query={models} what="the models">
        {({ models: found, total }) =>
          found.length === 0 ? (
            <NoModels
              isFiltered={['region', 'segment', 'stage', 'tag'].some((name) => filters[name as 'tag'] !== '')}
            />
          ) : (
            <>
              <DataTable
                caption="Models"
                columns={columnsIn(environment)}
                rows={found}
                keyOf={({ record }) => record.version}
                minWidth={900}
              />
              <FlooredNote
                of={found.flatMap(({ record: { backtest } }) => [backtest.metrics.ensemble, backtest.metrics.baseline])}
              />
              <Pages offset={offset} total={total} onPage={(page) => setFilters({ page: String(page) })} />
            </>
          )
        }
      </Answered>
    </Page>
  );
}

function NoModels({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <Empty title="No model meets these filters">Clear one of them.</Empty>;
  return (
    <Empty title="No model has been trained in this environment yet">
      The first cycle trains one for each segment.
    </Empty>
  );
}

interface PagesProps {
  readonly offset: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

function Pages({ offset, total, onPage }: PagesProps) {
  if (total <= pageSize) return null;
  const page = offset / pageSize;
  return (
    <Group component="nav" aria-label="Pages of models" gap="sm">
      <Button size="xs" variant="default" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Earlier page
      </Button>
      {offset + 1} to {Math.min(offset + pageSize, total)} of {total}
      <Button size="xs" variant="default" disabled={offset + pageSize >= total} onClick={() => onPage(page + 1)}>
        Next page
      </Button>
    </Group>
  );
}

function columnsIn(environment: string): readonly Column<RegisteredModel>[] {
  return [
    {
      name: 'Version',
      show: ({ record }) => <Version of={record.version} to={pathTo.model(environment, record.version)} />,
    },
    {
      name: 'Stage',
      by: ({ stage }) => stage,
      show: ({ stage }) => <Pill tone={stageTones[stage]}>{sentenceCase(stage)}</Pill>,
    },
    {
      name: 'Region',
      by: ({ record }) => record.segment.region,
      show: ({ record: { segment } }) => (
        <PageLink to={pathTo.region(environment, segment.region)}>{segment.region}</PageLink>
      ),
    },
    {
      name: 'Segment',
      by: ({ record }) => segmentLabel(record.segment),
      show: ({ record }) => <span className="nowrap">{segmentLabel(record.segment)}</span>,
    },
    {
      name: 'Trained to',
      by: ({ record }) => record.trainingCutoff,
      show: ({ record }) => <span className="nowrap">{record.trainingCutoff}</span>,
    },
    {
      name: 'Registered',
      by: ({ registeredAt }) => registeredAt,
      show: ({ registeredAt }) => <Moment at={registeredAt} />,
    },
    mapeColumn('MAPE', ({ record }) => record.backtest.metrics.ensemble),
    mapeColumn('Baseline', ({ record }) => record.backtest.metrics.baseline),
    {
      ...{ name: 'WAPE', kind: 'number' },
      by: ({ record }) => record.backtest.metrics.ensemble?.wape ?? undefined,
      show: ({ record }) => percent(record.backtest.metrics.ensemble?.wape),
    },
    {
      name: 'Bias',
      kind: 'number',
      show: ({ record }) => signedPercent(record.backtest.metrics.ensemble?.bias),
    },
    {
      name: 'Tags',
      show: ({ tags }) =>
        Object.entries(tags)
          .map(([name, { value }]) => `${name}=${value}`)
          .join(', '),
    },
  ];
}
