import { Text, TextInput } from '@mantine/core';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/live.tsx';
import { countOf } from '../../format/numbers.ts';
import { asSentence, reasonInWords, sentenceCase } from '../../format/names.ts';
import { clock } from '../../format/times.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { Section } from '../../layout/section.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Tile, Tiles } from '../../parts/tiles.tsx';
import { pathTo } from '../../paths.ts';
import { CycleCommands } from '../commands/cycle-commands.tsx';
import { EmptyEnvironment } from './empty-environment.tsx';
import { RegionTable } from './region-table.tsx';
import { answerOf, countsByStanding, isEmpty, isNamed, troubles, worstFirst, type Overview } from './summary.ts';

const withoutLiveMs = 15_000;

/** Is the forecast there for every region, and if not, why? */
export function Today() {
  const environment = useEnvironment();
  const { state } = useLive();
  const overview = useAnswer('overview.show', { environment }, { everyMs: state === 'live' ? false : withoutLiveMs });
  const regions = overview.data?.regions ?? [];
  return (
    <Page
      title="Today"
      lead={overview.data && !isEmpty(overview.data) && <Text size="lg">{answerOf(overview.data)}</Text>}
      actions={
        regions.length > 0 && (
          <CycleCommands
            regions={regions.map(({ region }) => region)}
            paused={regions.filter(({ controller }) => controller?.paused).map(({ region }) => region)}
          />
        )
      }
    >
      <Answered query={overview} what="the regions">
        {(data) => (
          <>
            <Unreachable overview={data} />
            {isEmpty(data) ? <EmptyEnvironment regions={data.regions} /> : <Regions overview={data} />}
          </>
        )}
      </Answered>
    </Page>
  );
}

/** That Temporal says nothing of what runs, where it does not. */
function Unreachable({ overview: { unreachable, asOf } }: { readonly overview: Overview }) {
  if (unreachable === undefined) return null;
  return (
    <Notice tone="warn" title={`What runs now is not known: ${unreachable}`}>
      Published forecasts and ended cycles are from the registry, as of {clock(asOf)}.
    </Notice>
  );
}

function Regions({ overview }: { readonly overview: Overview }) {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('standing', 'find');
  const { regions, waitingDecisions } = overview;
  const shown = worstFirst(regions).filter(
    (one) => isNamed(one, filters.find) && (filters.standing === '' || one.standing === filters.standing),
  );
  return (
    <>
      <Tiles>
        {countsByStanding(overview).map(([standing, count]) => (
          <Tile
            key={standing}
            value={count}
            label={sentenceCase(standing)}
            pressed={filters.standing === standing}
            onPress={() => setFilters({ standing: filters.standing === standing ? '' : standing })}
          />
        ))}
      </Tiles>
      {waitingDecisions > 0 && (
        <Notice
          tone="warn"
          title={`${countOf(waitingDecisions, 'model')} ${waitingDecisions === 1 ? 'waits' : 'wait'} for a decision`}
        >
          <PageLink to={pathTo.decisions(environment)}>Look at the figures and decide</PageLink>
        </Notice>
      )}
      <Troubles overview={overview} />
      <Section
        title="Regions"
        note={shown.length < regions.length ? `${shown.length} of ${regions.length} shown` : undefined}
      >
        {regions.length > 12 && (
          <TextInput
            label="Find a region"
            maw={260}
            value={filters.find}
            onChange={({ currentTarget }) => setFilters({ find: currentTarget.value })}
          />
        )}
        {shown.length === 0 ? <Empty title="No region meets these filters" /> : <RegionTable regions={shown} />}
      </Section>
    </>
  );
}

const troublesShown = 5;

/** What still holds and needs somebody. */
function Troubles({ overview }: { readonly overview: Overview }) {
  const environment = useEnvironment();
  const all = troubles(overview);
  if (all.length === 0) return null;
  const worst = all.some(({ standing }) => standing === 'failed' || standing === 'never-published');
  return (
    <Notice
      tone={worst ? 'bad' : 'warn'}
      title={`${countOf(all.length, 'region')} ${all.length === 1 ? 'needs' : 'need'} a look`}
    >
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {all.slice(0, troublesShown).map(({ region, reason, weeksBehind }) => (
          <li key={region}>
            <PageLink to={pathTo.region(environment, region)}>{region}</PageLink>
            {weeksBehind > 0 && `, ${countOf(weeksBehind, 'week')} behind`}
            <Text size="sm" lineClamp={2} title={reason}>
              {asSentence(reasonInWords(reason))}
            </Text>
          </li>
        ))}
      </ul>
      {all.length > troublesShown && `and ${all.length - troublesShown} more, in the table below`}
    </Notice>
  );
}
