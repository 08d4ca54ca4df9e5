import { Text } from '@mantine/core';
import { useLive } from '../../api/live.tsx';
import { useAnswer } from '../../api/use-answer.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';

const withoutLiveMs = 15_000;
const cyclesNamed = 12;

/** Cycles that run, where trainings can be followed epoch by epoch; nothing where none does. */
export function TrainingNow() {
  const environment = useEnvironment();
  const { state } = useLive();
  const everyMs = state === 'live' ? false : withoutLiveMs;
  const running =
    useAnswer('cycles.list', { environment, state: 'running', limit: 200 }, { everyMs }).data?.cycles ?? [];
  if (running.length === 0) return null;
  const more = running.length - cyclesNamed;
  return (
    <Text size="sm" component="div">
      {countOf(running.length, 'cycle')} {running.length === 1 ? 'runs' : 'run'} now. Follow{' '}
      {running.length === 1 ? 'what it trains' : 'what they train'}, epoch by epoch:{' '}
      {running.slice(0, cyclesNamed).map(({ cycleId, region, cutoff }, index) => (
        <span key={cycleId}>
          {index > 0 && ', '}
          <PageLink to={pathTo.cycle(environment, cycleId)}>
            {region}, {cutoff}
          </PageLink>
        </span>
      ))}
      {more > 0 && ` and ${more} more, on the pages of their regions`}.
    </Text>
  );
}
