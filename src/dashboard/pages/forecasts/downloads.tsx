import { Anchor, Button, CopyButton, Text } from '@mantine/core';
import { fileAddress } from '../../api/ask.ts';
import type { AnswerOf, InputOf } from '../../../app/operations.ts';
import { fileSize } from '../../format/numbers.ts';

/** The published files of a region and cutoff, and an address that keeps naming them. */
export function Downloads({ forecast }: { readonly forecast: AnswerOf<'forecasts.list'>[number] }) {
  const { environment, region, cutoff, csv, parquet, publishedAt } = forecast;
  const address = (as: 'csv' | 'parquet' | 'xlsx'): string =>
    fileAddress('forecasts.file', { environment, region, cutoff, as, publishedUpTo: publishedAt });
  return (
    <>
      <Button component="a" href={address('csv')} size="xs" variant="default">
        CSV, {fileSize(csv.bytes)}
      </Button>
      <Button component="a" href={address('parquet')} size="xs" variant="default">
        Parquet, {fileSize(parquet.bytes)}
      </Button>
      <Button component="a" href={address('xlsx')} size="xs" variant="default">
        Excel
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

type Conditions = Omit<InputOf<'forecasts.file'>, 'environment' | 'region' | 'cutoff' | 'publishedUpTo' | 'as'>;

const forms = { csv: 'CSV', parquet: 'Parquet', xlsx: 'Excel' } as const;

/** The rows that meet the filters, all of them, as files. */
export function RowDownloads({
  forecast,
  conditions,
}: {
  readonly forecast: AnswerOf<'forecasts.list'>[number];
  readonly conditions: Conditions;
}) {
  const { environment, region, cutoff, publishedAt } = forecast;
  const named = { environment, region, cutoff, publishedUpTo: publishedAt, ...conditions };
  if (Object.keys(conditions).length === 0) return null;
  return (
    <Text size="sm">
      All rows that meet these filters:{' '}
      {Object.entries(forms).map(([as, label], index) => (
        <span key={as}>
          {index === 0 ? '' : ', '}
          <Anchor href={fileAddress('forecasts.file', { ...named, as: as as keyof typeof forms })} size="sm">
            {label}
          </Anchor>
        </span>
      ))}
    </Text>
  );
}
