import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clock } from '../format/times.ts';
import { Problem } from '../api/problem.ts';
import { Empty } from './empty.tsx';
import { Failure } from './failure.tsx';
import { Notice } from './notice.tsx';

interface Props<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch' | 'dataUpdatedAt'>;
  /** What is being waited for: `the forecasts`. */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}

/** An answer of the server, or that it is on its way, failed, or is of some time ago. */
export function Answered<Data>({ query, what, children }: Props<Data>) {
  const { data, error, refetch, dataUpdatedAt } = query;
  const retry = (): void => void refetch();
  if (data === undefined) {
    if (error instanceof Problem && error.isNothingYet) {
      return <Empty title="This region had no cycle yet">Its first cycle takes in what is in landing.</Empty>;
    }
    return error ? <Failure error={error} onRetry={retry} /> : <Loading what={what} />;
  }
  return (
    <>
      {error && (
        <Notice tone="warn" title={`As of ${clock(new Date(dataUpdatedAt))}`}>
          {error.message}
        </Notice>
      )}
      {children(data)}
    </>
  );
}

/** Stands where something will be. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>Loading {what}</VisuallyHidden>
      <Skeleton height={20} width="40%" />
      <Skeleton height={20} />
      <Skeleton height={20} width="80%" />
    </Stack>
  );
}
