import { useAnswer } from '../../api/use-answer.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { countOf, percent, signedPercent } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Section } from '../../layout/section.tsx';
import { Answered } from '../../parts/answered.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { badnessOf, regionsInWords, verdictOf } from './achieved.ts';
import { VerdictPill } from './verdict-pill.tsx';

type RegionErrors = AnswerOf<'monitoring.regions'>['regions'][number];

const weeksCounted = 13;
/** The worst come first. */
const rowsAtFirst = 12;

/** Every region on a line, the worst first; nothing before any sales have arrived. */
export function RegionTable() {
  const environment = useEnvironment();
  const found = useAnswer('monitoring.regions', { environment, weeks: weeksCounted });
  return (
    <Answered query={found} what="the regions">
      {({ regions }) =>
        regions.length > 0 && (
          <Section
            title="All regions"
            note={`${regionsInWords(regions.map(verdict))} WAPE over the newest ${weeksCounted} weeks with sales; smaller is better.`}
          >
            <DataTable
              caption="Errors by region"
              columns={columnsIn(environment)}
              rows={regions.toSorted((a, b) => badnessOf(verdict(a)) - badnessOf(verdict(b)) || worst(b) - worst(a))}
              keyOf={({ region }) => region}
              minWidth={760}
              atFirst={rowsAtFirst}
            />
          </Section>
        )
      }
    </Answered>
  );
}

function verdict({ wape, promised, baselineWape }: RegionErrors) {
  return verdictOf({ achieved: wape, promised, mean: baselineWape });
}

function worst({ wape }: RegionErrors): number {
  return wape ?? 0;
}

function columnsIn(environment: string): readonly Column<RegionErrors>[] {
  return [
    {
      name: 'Region',
      by: ({ region }) => region,
      show: ({ region }) => (
        <PageLink to={pathTo.monitoring(environment, { region })} label={`Errors of ${region}`}>
          {region}
        </PageLink>
      ),
    },
    { name: 'Verdict', by: (one) => badnessOf(verdict(one)), show: (one) => <VerdictPill verdict={verdict(one)} /> },
    {
      name: 'Promised',
      kind: 'number',
      by: ({ promised }) => promised ?? undefined,
      show: ({ promised }) => percent(promised),
    },
    { name: 'Achieved', kind: 'number', by: ({ wape }) => wape ?? undefined, show: ({ wape }) => percent(wape) },
    {
      name: 'Mean of the past',
      kind: 'number',
      by: ({ baselineWape }) => baselineWape ?? undefined,
      show: ({ baselineWape }) => percent(baselineWape),
    },
    { name: 'Bias', kind: 'number', by: ({ bias }) => bias ?? undefined, show: ({ bias }) => signedPercent(bias) },
    { name: 'Inside P10–P90', kind: 'number', show: ({ coverage }) => percent(coverage) },
    { name: 'Over', kind: 'number', by: ({ weeks }) => weeks, show: ({ weeks }) => countOf(weeks, 'week') },
  ];
}
