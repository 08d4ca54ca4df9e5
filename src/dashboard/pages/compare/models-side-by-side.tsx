import type { ReactNode } from 'react';
import type { AnswerOf } from '../../../app/operations.ts';
import { segmentLabel, sentenceCase, shortVersion } from '../../format/names.ts';
import { percent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Version } from '../../parts/version.tsx';
import { pathTo } from '../../paths.ts';

type Model = AnswerOf<'models.compare'>['first'];

interface Fact {
  readonly name: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Whether both are the same in it. */
  readonly same: boolean;
}

/** Where two models come from and what they were made with; what differs is marked. */
export function ModelsSideBySide({ first, second }: { readonly first: Model; readonly second: Model }) {
  const environment = useEnvironment();
  const fact = (name: string, show: (model: Model) => ReactNode, of: (model: Model) => unknown): Fact => ({
    ...{ name, first: show(first), second: show(second) },
    same: JSON.stringify(of(first)) === JSON.stringify(of(second)),
  });
  const text = (name: string, of: (model: Model) => string): Fact => fact(name, of, of);
  const version = ({ record }: Model) => <Version of={record.version} to={pathTo.model(environment, record.version)} />;
  const rows: readonly Fact[] = [
    fact('Version', version, ({ record }) => record.version),
    text('Segment', ({ record }) => `${record.segment.region}, ${segmentLabel(record.segment)}`),
    text('Stage', ({ stage }) => sentenceCase(stage)),
    text('Trained to', ({ record }) => record.trainingCutoff),
    fact(
      'Registered',
      ({ registeredAt }) => <Moment at={registeredAt} />,
      ({ registeredAt }) => registeredAt,
    ),
    text('Dataset', ({ record }) => shortVersion(record.datasetVersion)),
    text('Code', ({ record }) => shortVersion(record.codeVersion)),
    text('Seed', ({ record }) => String(record.seed)),
    text('Members', ({ record }) =>
      Object.entries(record.backtest.weights)
        .map(([member, weight]) => `${member} ${percent(weight, 0)}`)
        .join(', '),
    ),
    fact(
      'Parameters',
      ({ record }) => (same(first, second) ? 'the same' : changed(record, record === first.record ? second : first)),
      ({ record }) => record.parameters,
    ),
  ];
  return (
    <DataTable
      caption="What the two models are"
      columns={columnsFor(shortVersion(first.record.version), shortVersion(second.record.version))}
      rows={rows}
      keyOf={({ name }) => name}
      minWidth={520}
    />
  );
}

function same(first: Model, second: Model): boolean {
  return JSON.stringify(first.record.parameters) === JSON.stringify(second.record.parameters);
}

/** The parameters of a model that the other has otherwise, `name: value`. */
function changed({ parameters }: Model['record'], other: Model): string {
  const theirs = new Map(flattened(other.record.parameters));
  return flattened(parameters)
    .filter(([name, value]) => theirs.get(name) !== value)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

function flattened(value: unknown, prefix = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, part]) => flattened(part, prefix === '' ? name : `${prefix}.${name}`));
}

function columnsFor(first: string, second: string): readonly Column<Fact>[] {
  return [
    {
      name: 'Fact',
      show: ({ name, same: alike }) => (
        <>
          {name} {!alike && <Pill tone="busy">differs</Pill>}
        </>
      ),
    },
    { name: first, show: (fact) => fact.first },
    { name: second, show: (fact) => fact.second },
  ];
}
