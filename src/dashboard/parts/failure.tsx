import { Button } from '@mantine/core';
import { Problem } from '../api/problem.ts';
import { asSentence } from '../format/names.ts';
import { remedyText } from '../format/remedies.ts';
import { Notice } from './notice.tsx';

/** What went wrong, in words, with the way out. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { remedy: code, errors = [] } = error instanceof Problem ? error.details : {};
  const remedy = remedyText(code);
  return (
    <Notice tone="bad" title={asSentence(error.message)} urgent>
      {remedy !== undefined && <p>{remedy}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              {pointer !== '' && <code>{pointer}</code>} {detail}
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
