import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf, percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { Section } from '../../layout/section.tsx';
import { Consequences } from './consequences.tsx';
import { comparedFigures, type ComparedFigure, type Waiting } from './comparison.ts';
import { GateChecks } from './gate-checks.tsx';
import { nameOf } from './waiting-table.tsx';

interface Props {
  readonly waiting: Waiting;
  readonly onWord: (word: 'approve' | 'reject') => void;
}

/** A challenger that waits: its figures next to the champion's, its checks, and the two answers. */
export function Decision({ waiting, onWord }: Props) {
  const environment = useEnvironment();
  const { challenger, champion, since, expiresAt, adoption } = waiting;
  const { segment, version, backtest, gate, gatePassed } = challenger;
  const championModel = useAnswer(
    'models.list',
    { environment, prefix: champion ?? '', limit: 1 },
    { enabled: champion !== undefined },
  ).data?.models[0];
  const registered = useAnswer('models.list', { environment, prefix: version, limit: 1 });
  const comparedWith = registered.data?.models[0]?.record.backtest.comparison?.with;
  const championBacktest = championModel?.record.backtest;
  const isPaired = championBacktest?.windows.join() === backtest.windows.join();
  const name = nameOf(waiting);
  return (
    <article className="panel" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2}>{name}</Title>
            <Text size="sm" component="div">
              <Pill tone={gatePassed ? 'good' : 'bad'} withGlyph>
                {gatePassed
                  ? 'All checks passed'
                  : `${countOf(gate.filter(({ passed }) => !passed).length, 'check')} failed`}
              </Pill>
            </Text>
          </div>
          <Group gap="xs">
            <Button size="xs" onClick={() => onWord('approve')}>
              Approve
            </Button>
            <Button size="xs" variant="default" onClick={() => onWord('reject')}>
              Reject
            </Button>
          </Group>
        </Group>
        <SimpleGrid cols={{ base: 1, xl: 2 }}>
          <Facts
            of={[
              ['Challenger', <Version key="challenger" of={version} to={pathTo.model(environment, version)} />],
              [
                'Champion',
                champion === undefined ? (
                  'none yet'
                ) : (
                  <Version of={champion} to={pathTo.model(environment, champion)} />
                ),
              ],
              ['Waits since', <Moment key="since" at={since} as="both" />],
              ['Decide until', expiresAt !== undefined && <Moment at={expiresAt} as="both" />],
              ['Brought from', adoption && `${adoption.from} by ${adoption.by}: ${adoption.reason}`],
              ['If rejected', standInOf(waiting)],
              [
                'Backtest',
                `${backtest.windows.length} windows, ${backtest.windows[0] ?? ''} to ${backtest.windows.at(-1) ?? ''}`,
              ],
            ]}
          />
          <div>
            <DataTable
              caption={`Figures for ${name}`}
              columns={columnsIn({ champion, isPaired })}
              rows={comparedFigures(backtest, championBacktest)}
              keyOf={({ name: figure }) => figure}
              minWidth={360}
            />
            {champion !== undefined && (
              <Text size="sm" c="dimmed">
                The champion’s figures are those of its own backtest
                {isPaired ? '.' : ', on other weeks, so neither is better by them.'} Below are both on the same weeks,
                as far as there are any.
              </Text>
            )}
          </div>
        </SimpleGrid>
        <Section title="What it would change" small>
          {champion === undefined ? (
            <Text size="sm">
              The segment has no champion to compare it with. Its figures stand next to those of the seasonal forecast
              and the mean of the past above; <PageLink to={pathTo.model(environment, version)}>its page</PageLink> has
              them by item.
            </Text>
          ) : (
            registered.isFetched && (
              <Consequences challenger={version} champion={champion} kept={comparedWith === champion} name={name} />
            )
          )}
        </Section>
        <details open={!gatePassed}>
          <summary>Checks of the gate ({gate.length})</summary>
          <GateChecks gate={gate} />
        </details>
        <Text size="sm">
          <PageLink to={pathTo.forecasts(environment, { region: segment.region })}>
            Forecasts of {segment.region} as they are published now
          </PageLink>
        </Text>
      </Stack>
    </article>
  );
}

function standInOf({ champion, challenger }: Waiting): string | undefined {
  if (champion !== undefined) return 'the champion keeps forecasting';
  const standIn = challenger.serves?.manual;
  return standIn && `${standIn.by} forecasts: ${standIn.reason}`;
}

function figure(value: number | null | undefined, as: ComparedFigure['as']): string {
  if (as === 'units') return plainNumber(value);
  return as === 'share' ? percent(value) : signedPercent(value);
}

interface Shown {
  readonly champion: string | undefined;
  /** Whether both have their figures on the same windows; otherwise a difference says nothing of the models. */
  readonly isPaired: boolean;
}

function columnsIn({ champion: version, isPaired }: Shown): readonly Column<ComparedFigure>[] {
  return [
    { name: 'Figure', show: ({ name }) => name },
    {
      name: 'Challenger',
      kind: 'number',
      show: ({ challenger, as, better }) => (
        <>
          {figure(challenger, as)}{' '}
          {isPaired && better !== undefined && (
            <Pill tone={better ? 'good' : 'warn'}>{better ? 'better' : 'worse'}</Pill>
          )}
        </>
      ),
    },
    ...(version === undefined ? [] : [championColumn]),
    ...yardsticks,
  ];
}

const championColumn: Column<ComparedFigure> = {
  name: 'Champion',
  kind: 'number',
  show: ({ champion, as }) => figure(champion, as),
};

const yardsticks: readonly Column<ComparedFigure>[] = [
  { name: 'Seasonal', kind: 'number', show: ({ seasonal, as }) => figure(seasonal, as) },
  { name: 'Baseline', kind: 'number', show: ({ baseline, as }) => figure(baseline, as) },
];
