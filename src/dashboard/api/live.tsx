import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { OfferedName } from '../../api/route-table.ts';
import type { AnswerOf } from '../../app/operations.ts';
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

const tryAgainMs = 5000;

/** Operations whose answers change when the overview does. */
const changesWithOverview = new Set<string>([
  'cycles.list',
  'cycles.show',
  'promotions.list',
  'controllers.ledger',
  'forecasts.list',
] satisfies OfferedName[]);

/** Keeps one stream of events open for the whole tab, and puts what it brings where the pages look for it. */
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
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: MessageEvent): unknown => {
      setState('live');
      setHeardAt(new Date());
      return JSON.parse(event.data as string) as unknown;
    };
    const open = (): void => {
      const query = cycleId === undefined ? '' : `?cycle=${encodeURIComponent(cycleId)}`;
      source = new EventSource(`/api/v1/environments/${encodeURIComponent(environment)}/events${query}`);
      source.addEventListener('open', () => {
        setState('live');
        setHeardAt(new Date());
      });
      source.addEventListener('overview', (event) => {
        const overview = hear(event) as AnswerOf<'overview.show'>;
        queries.setQueryData(keyOf('overview.show', { environment }), overview);
        // An overview comes when something has changed: a cycle began or ended, a decision waits.
        void queries.invalidateQueries({
          predicate: ({ queryKey: [name] }) => changesWithOverview.has(name as string),
        });
      });
      source.addEventListener('cycle', (event) => {
        const view = hear(event) as AnswerOf<'cycles.watch'>;
        if (cycleId !== undefined) queries.setQueryData(keyOf('cycles.watch', { environment, cycleId }), view);
      });
      // The server looks again on its own; what it could not see is shown by the answer that it sends next.
      source.addEventListener('problem', () => setState('reconnecting'));
      source.addEventListener('error', () => {
        setState((before) => {
          if (before === 'live') setHeardAt(new Date());
          return 'reconnecting';
        });
        // The browser reconnects on its own, except where the server refused.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, tryAgainMs);
      });
    };
    open();
    return () => {
      clearTimeout(again);
      source?.close();
    };
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
