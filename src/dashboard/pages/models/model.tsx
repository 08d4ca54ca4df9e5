import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useAnswer } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { forecasterLabel, retrainLabel, segmentLabel, sentenceCase, shortVersion } from '../../format/names.ts';
import { percent, plainNumber } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';
import { AuditTable } from '../audit/audit-table.tsx';
import { GateChecks } from '../decisions/gate-checks.tsx';
import { BacktestFigures } from './backtest-figures.tsx';
import { Coefficients, coefficientsShown } from './coefficients.tsx';
import { ImportanceOfFeatures } from './importance.tsx';
import { stageTones } from './model-words.ts';
import { Training } from './training.tsx';

type Details = AnswerOf<'models.show'>;

/** A model: figures, gate, history. */
export function Model({ version }: { readonly version: string }) {
  const environment = useEnvironment();
  const details = useAnswer('models.show', { environment, model: version, coefficients: coefficientsShown });
  const model = details.data?.model;
  return (
    <Page
      title={`Model ${shortVersion(version)}`}
      lead={
        model && (
          <>
            <Pill tone={stageTones[model.stage]}>{sentenceCase(model.stage)}</Pill>{' '}
            <Text span>
              {model.record.segment.region}, {segmentLabel(model.record.segment)}
            </Text>
          </>
        )
      }
      actions={model && <Actions model={model} />}
    >
      <Answered query={details} what="the model, which takes some seconds">
        {(found) => <Found {...found} />}
      </Answered>
      <Section title="History" note="From the audit trail, the newest first.">
        <History version={version} />
      </Section>
    </Page>
  );
}

function Actions({ model: { record, stage } }: Pick<Details, 'model'>) {
  const environment = useEnvironment();
  const { version, segment } = record;
  const champion = `${segment.region}/${segment.format}/${segment.velocity}`;
  const other = stage === 'champion' ? {} : { second: champion };
  return (
    <>
      <Button
        component={Link}
        size="xs"
        variant="default"
        href={pathTo.compare(environment, { first: version, ...other })}
      >
        {stage === 'champion' ? 'Compare' : 'Compare with the champion'}
      </Button>
      <Button component={Link} size="xs" variant="default" href={pathTo.modelCard(environment, version)}>
        Model card
      </Button>
    </>
  );
}

function Found({ model, causes, preset, coefficients, coefficientCount }: Details) {
  const environment = useEnvironment();
  const { record, registeredAt, tags, retired, adoptedFrom, artifactsDeletedAt } = model;
  const { segment, backtest, cycleId, datasetVersion, codeVersion, seed, trainingCutoff } = record;
  return (
    <>
      <div className="panel">
        <Facts
          of={[
            ['Version', <code key="version">{record.version}</code>],
            ['Trained on data up to', trainingCutoff],
            ['Registered', <Moment key="registered" at={registeredAt} as="both" />],
            ['Trained because', causes?.map(retrainLabel).join(', ')],
            [
              'Cycle',
              <PageLink key="cycle" to={pathTo.cycle(environment, cycleId)}>
                {cycleId}
              </PageLink>,
            ],
            [
              'Region',
              <PageLink key="region" to={pathTo.region(environment, segment.region)}>
                {segment.region}
              </PageLink>,
            ],
            [
              'Dataset',
              <Version
                key="dataset"
                of={datasetVersion}
                to={pathTo.lineage(environment, { kind: 'dataset', wanted: datasetVersion })}
              />,
            ],
            [
              'Lineage',
              <PageLink key="lineage" to={pathTo.lineage(environment, { kind: 'model', wanted: record.version })}>
                What it was made of, and what it forecast
              </PageLink>,
            ],
            ['Code', <Version key="code" of={codeVersion} />],
            ['Seed', seed],
            ['Network preset', preset],
            ['Weights', weightsOf(backtest.weights)],
            [
              'Tags',
              Object.entries(tags)
                .map(([name, { value, by }]) => `${name}=${value} (${by})`)
                .join(', '),
            ],
            ['Brought from', adoptedFrom],
            ['Retired', retired && `by ${retired.by}: ${retired.reason}`],
            ['Files', artifactsDeletedAt === undefined ? undefined : 'deleted by garbage collection'],
          ]}
        />
      </div>
      <Section
        title="Backtest"
        note={`${backtest.windows.length} windows, ${backtest.windows[0] ?? ''} to ${backtest.windows.at(-1) ?? ''}; every forecaster on the same rows.`}
      >
        <BacktestFigures backtest={backtest} />
      </Section>
      <Training version={record.version} weights={backtest.weights} />
      <Section title="Gate">
        <GateChecks gate={record.gate} />
      </Section>
      <Section
        title="What the regression uses"
        note={
          coefficients.length < coefficientCount
            ? `The ${coefficients.length} largest of ${plainNumber(coefficientCount)} coefficients, in words.`
            : 'The largest coefficients, in words.'
        }
      >
        {coefficients.length === 0 ? <Empty title="The model has no regression" /> : <Coefficients of={coefficients} />}
      </Section>
      <ImportanceOfFeatures version={record.version} />
    </>
  );
}

function weightsOf(weights: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(weights)
    .map(([member, weight]) => `${forecasterLabel(member)} ${percent(weight, 0)}`)
    .join(', ');
}

const recordsShown = 50;

function History({ version }: { readonly version: string }) {
  const records = useAnswer('audit.list', { entity: version, newest: recordsShown });
  return (
    <Answered query={records} what="the history">
      {(found) =>
        found.length === 0 ? (
          <Empty title="Nothing is recorded about this version" />
        ) : (
          <AuditTable records={found.toReversed()} caption="History of the model" />
        )
      }
    </Answered>
  );
}
