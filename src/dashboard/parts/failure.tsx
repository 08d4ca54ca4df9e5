import { Button } from '@mantine/core';
import { Problem } from '../api/problem.ts';
import { Notice } from './notice.tsx';

/** What went wrong, in words, with the way out. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const details = error instanceof Problem ? error.details : {};
  const title = details.detail === undefined ? 'This could not be done' : (details.title ?? 'This could not be done');
  return (
    <Notice tone="bad" title={title} urgent>
      {error.message !== title && <p>{error.message}</p>}
      {details.remedy !== undefined && <p>{details.remedy}</p>}
      {details.errors !== undefined && details.errors.length > 0 && (
        <ul>
          {details.errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
