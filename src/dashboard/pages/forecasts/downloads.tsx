import { Button, CopyButton } from '@mantine/core';
import { fileAddress } from '../../api/ask.ts';
import type { AnswerOf } from '../../../app/operations.ts';
import { fileSize } from '../../format/numbers.ts';

/** The published files of a region and cutoff, and an address that keeps naming them. */
export function Downloads({ forecast }: { readonly forecast: AnswerOf<'forecasts.list'>[number] }) {
  const { environment, region, cutoff, csv, parquet, publishedAt } = forecast;
  const address = (as: 'csv' | 'parquet'): string =>
    fileAddress('forecasts.file', { environment, region, cutoff, as, publishedUpTo: publishedAt });
  return (
    <>
      <Button component="a" href={address('csv')} size="xs" variant="default">
        CSV, {fileSize(csv.bytes)}
      </Button>
      <Button component="a" href={address('parquet')} size="xs" variant="default">
        Parquet, {fileSize(parquet.bytes)}
      </Button>
      <CopyButton value={new URL(address('csv'), location.href).href}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy a permanent link'}
          </Button>
        )}
      </CopyButton>
    </>
  );
}
