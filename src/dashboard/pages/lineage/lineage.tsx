import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InputOf } from '../../../app/operations.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { RegionSelect, useRegions } from '../../parts/region-select.tsx';
import { Beginnings } from './beginnings.tsx';
import { Traced } from './traced.tsx';

type Trace = InputOf<'lineage.trace'>;
type Kind = Trace['start']['kind'];

const kinds: Readonly<Record<Kind, { readonly label: string; readonly wanted: string }>> = {
  model: { label: 'a model', wanted: 'The beginning of a version, or region/format/velocity for its champion' },
  dataset: { label: 'a dataset', wanted: 'The beginning of a version' },
  file: { label: 'a file', wanted: 'Its path below landing, or the SHA-256 of its content' },
  forecast: { label: 'a forecast', wanted: 'The last week of its data, YYYY-MM-DD' },
};

const directions: Readonly<Record<Trace['direction'], string>> = {
  both: 'both ways',
  up: 'what it was made of',
  down: 'what was made of it',
};

/** What is made of what? */
export function Lineage() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('kind', 'wanted', 'region', 'cutoff', 'direction');
  const kind = (Object.hasOwn(kinds, filters.kind) ? filters.kind : 'model') as Kind;
  const direction = (Object.hasOwn(directions, filters.direction) ? filters.direction : 'both') as Trace['direction'];
  const regions = useRegions();
  const region = filters.region || (regions[0] ?? '');
  const given = kind === 'forecast' ? filters.cutoff : filters.wanted;
  const start = given === '' ? undefined : startOf(kind, { environment, region, given });
  return (
    <Page title="Lineage" lead="What something was made of, and what was made of it">
      <Group align="flex-end" gap="sm" wrap="wrap">
        <NativeSelect
          label="Start from"
          data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
          value={kind}
          onChange={({ currentTarget }) => setFilters({ kind: currentTarget.value, wanted: '', cutoff: '' })}
        />
        {kind === 'forecast' && (
          <RegionSelect value={filters.region} onChange={(chosen) => setFilters({ region: chosen, cutoff: '' })} />
        )}
        <Wanted
          key={kind + given}
          hint={kinds[kind].wanted}
          given={given}
          onWanted={(text) => setFilters(kind === 'forecast' ? { kind, region, cutoff: text } : { kind, wanted: text })}
        />
        <NativeSelect
          label="Show"
          data={Object.entries(directions).map(([value, label]) => ({ value, label }))}
          value={direction}
          onChange={({ currentTarget }) => setFilters({ direction: currentTarget.value })}
        />
      </Group>
      {start === undefined ? (
        <Beginnings />
      ) : (
        <Traced key={JSON.stringify(start)} start={start} direction={direction} />
      )}
    </Page>
  );
}

interface WantedProps {
  readonly hint: string;
  readonly given: string;
  readonly onWanted: (text: string) => void;
}

function Wanted({ hint, given, onWanted }: WantedProps) {
  const [text, setText] = useState(given);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onWanted(text.trim());
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Which one"
          description={hint}
          maw={380}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Trace
        </Button>
      </Group>
    </form>
  );
}

function startOf(
  kind: Kind,
  { environment, region, given }: { readonly environment: string; readonly region: string; readonly given: string },
): Trace['start'] {
  switch (kind) {
    case 'model':
      return { kind, environment, wanted: given };
    case 'forecast':
      return { kind, environment, region, cutoff: given, row: {} };
    default:
      return { kind, wanted: given };
  }
}
