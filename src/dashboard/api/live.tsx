import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { OfferedName } from '../../api/route-table.ts';
import type { AnswerOf } from '../../app/operations.ts';
import { subscribe } from './stream/subscribe.ts';
import { keyOf } from './use-answer.ts';

/** How the stream of events stands. */
interface Live {
  readonly state: 'connecting' | 'live' | 'reconnecting';
  /** When something was heard last. */
  readonly heardAt?: Date;
  /** Follows a cycle; `undefined` follows none. */
  readonly follow: (cycleId: string | undefined) => void;
}

const LiveContext = createContext<Live>({ state: 'connecting', follow: () => undefined });

/** Operations whose answers change when the overview does. */
const changesWithOverview = new Set<string>([
  'cycles.list',
  'cycles.show',
  'promotions.list',
  'controllers.ledger',
  'forecasts.list',
] satisfies OfferedName[]);

/** Hears the stream of events that all tabs share, and puts what it brings where the pages look for it. */
export function LiveProvider({
  environment,
  children,
}: {
  readonly environment: string;
  readonly children: ReactNode;
}) {
  const queries = useQueryClient();
  const [cycleId, follow] = useState<string>();
  const [state, setState] = useState<Live['state']>('connecting');
  const [heardAt, setHeardAt] = useState<Date>();

  useEffect(() => {
    const wish = { environment, ...(cycleId === undefined ? {} : { cycleId }) };
    return subscribe(wish, (heard) => {
      switch (heard.kind) {
        case 'open':
          setState('live');
          setHeardAt(new Date());
          return;
        case 'overview':
          setState('live');
          setHeardAt(new Date());
          queries.setQueryData(
            keyOf('overview.show', { environment }),
            JSON.parse(heard.data) as AnswerOf<'overview.show'>,
          );
          // An overview comes when something has changed: a cycle began or ended, a decision waits.
          void queries.invalidateQueries({
            predicate: ({ queryKey: [name] }) => changesWithOverview.has(name as string),
          });
          return;
        case 'cycle':
          setState('live');
          setHeardAt(new Date());
          if (cycleId === undefined) return;
          queries.setQueryData(
            keyOf('cycles.watch', { environment, cycleId }),
            JSON.parse(heard.data) as AnswerOf<'cycles.watch'>,
          );
          return;
        // The server looks again on its own; what it could not see is shown by the answer that it sends next.
        case 'problem':
          setState('reconnecting');
          return;
        case 'lost':
          setState((before) => {
            if (before === 'live') setHeardAt(new Date());
            return 'reconnecting';
          });
      }
    });
  }, [queries, environment, cycleId]);

  const live = useMemo(() => ({ state, follow, ...(heardAt ? { heardAt } : {}) }), [state, heardAt]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** How the stream of events stands. */
export function useLive(): Live {
  return use(LiveContext);
}

/** Follows a cycle for as long as a page shows it. */
export function useFollow(cycleId: string | undefined): void {
  const { follow } = useLive();
  useEffect(() => {
    follow(cycleId);
    return () => follow(undefined);
  }, [follow, cycleId]);
}
