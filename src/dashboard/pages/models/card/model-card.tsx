import { Button, Text } from '@mantine/core';
import { useAnswer } from '../../../api/use-answer.ts';
import type { AnswerOf } from '../../../../app/operations.ts';
import { forecasterLabel, retrainLabel, segmentLabel, sentenceCase, shortVersion } from '../../../format/names.ts';
import { countOf, percent } from '../../../format/numbers.ts';
import { useEnvironment } from '../../../layout/environment.ts';
import { Page } from '../../../layout/page.tsx';
import { Section } from '../../../layout/section.tsx';
import { Answered } from '../../../parts/answered.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { pathTo } from '../../../paths.ts';
import { GateChecks } from '../../decisions/gate-checks.tsx';
import { BacktestFigures } from '../backtest-figures.tsx';
import { Coefficients, coefficientsShown } from '../coefficients.tsx';
import { Approval } from './approval.tsx';
import { limitsOf } from './limits.ts';

type Details = AnswerOf<'models.show'>;

/** The card of a model, to be printed: what it is, what it is for, what it was made of, how good it is, its limits, who approved it. */
export function ModelCard({ version }: { readonly version: string }) {
  const environment = useEnvironment();
  const details = useAnswer('models.show', { environment, model: version, coefficients: coefficientsShown });
  const segment = details.data?.model.record.segment;
  return (
    <Page
      title={`Model card ${shortVersion(version)}`}
      lead={segment && `${segment.region}, ${segmentLabel(segment)}`}
      actions={
        <Button size="xs" variant="default" className="not-printed" onClick={() => window.print()}>
          Print
        </Button>
      }
    >
      <Text size="sm" className="not-printed">
        <PageLink to={pathTo.model(environment, version)}>Everything about the model</PageLink>
      </Text>
      <Answered query={details} what="the model, which takes some seconds">
        {(found) => <Card {...found} />}
      </Answered>
    </Page>
  );
}

function Card({ model, causes, preset, coefficients }: Details) {
  const environment = useEnvironment();
  const project = useAnswer('project.show', {}).data;
  const { record, registeredAt, stage, retired } = model;
  const { segment, backtest, parameters } = record;
  const training = useAnswer('models.training', { environment, model: record.version, items: 0 });
  const { aim, horizonWeeks } = parameters as { readonly aim?: string; readonly horizonWeeks?: number };
  const weeksAhead = horizonWeeks === undefined ? 'the next weeks' : `the next ${countOf(horizonWeeks, 'week')}`;
  return (
    <>
      <Section title="What it is">
        <Facts
          of={[
            ['Purpose', `Weekly units of each store and item of the segment, for ${weeksAhead}`],
            ['Project', project?.name],
            ['Segment', `${segment.region}, ${segmentLabel(segment)} movers`],
            ['Kind', `Ensemble of ${membersOf(backtest.weights)}`],
            ['Preset of the network', preset],
            ['Made to be best by', aimWords[aim ?? 'balanced'] ?? aim],
            ['Stage', `${sentenceCase(stage)} in ${environment}`],
            ['Retired', retired && `by ${retired.by}: ${retired.reason}`],
          ]}
        />
      </Section>
      <Section title="What it was made of">
        <Facts
          of={[
            ['Data up to', record.trainingCutoff],
            ['Dataset', <code key="dataset">{record.datasetVersion}</code>],
            ['Code', <code key="code">{record.codeVersion}</code>],
            ['Version', <code key="version">{record.version}</code>],
            ['Seed', record.seed],
            ['Registered', <Moment key="registered" at={registeredAt} />],
            ['Trained because', causes?.map(retrainLabel).join(', ')],
            ['Cycle', record.cycleId],
          ]}
        />
      </Section>
      <Section
        title="How good it is"
        note={`${countOf(backtest.windows.length, 'window')}, ${backtest.windows[0] ?? ''} to ${backtest.windows.at(-1) ?? ''}; every forecaster on the same rows.`}
      >
        <BacktestFigures backtest={backtest} />
      </Section>
      <Section title="Its limits">
        <Answered query={training} what="the training">
          {(report) => (
            <ul style={{ margin: 0, paddingLeft: 20 }}>
              {limitsOf(model, report).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </Answered>
      </Section>
      <Section title="Checks of the gate">
        <GateChecks gate={record.gate} />
      </Section>
      <Section title="Who approved it">
        <Approval version={record.version} />
      </Section>
      {coefficients.length > 0 && (
        <Section title="What its regression uses most">
          <Coefficients of={coefficients.slice(0, 10)} />
        </Section>
      )}
    </>
  );
}

const aimWords: Readonly<Record<string, string>> = {
  balanced: 'the mean of MAPE and WAPE',
  mape: 'MAPE, the mean of relative errors',
  wape: 'WAPE, the share of all units that is forecast wrongly',
};

function membersOf(weights: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(weights)
    .map(([member, weight]) => `${forecasterLabel(member)} (${percent(weight, 0)})`)
    .join(', ');
}
