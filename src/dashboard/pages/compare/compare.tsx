import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { pathTo } from '../../paths.ts';
import { Compared } from './compared.tsx';

/** Two models next to each other: which is better on what? */
export function Compare() {
  const environment = useEnvironment();
  const [{ first, second }, setFilters] = useFilters('first', 'second');
  const chosen = first !== '' && second !== '';
  const compared = useAnswer(
    'models.compare',
    { environment, model: first, with: second },
    { enabled: chosen, lasts: true },
  );
  return (
    <Page title="Compare two models" lead="On the weeks that both can be judged by: neither had seen them.">
      <Choice key={`${first} ${second}`} first={first} second={second} onChoose={setFilters} />
      {chosen ? (
        <Answered query={compared} what="the comparison, which takes some seconds">
          {(found) => <Compared {...found} />}
        </Answered>
      ) : (
        <Empty title="Name two models of the same segment">
          The beginning of a version is enough, and <code>region/format/velocity</code> is that segment’s champion. The
          page <PageLink to={pathTo.models(environment)}>Models</PageLink> lists them.
        </Empty>
      )}
    </Page>
  );
}

interface ChoiceProps {
  readonly first: string;
  readonly second: string;
  readonly onChoose: (models: { readonly first: string; readonly second: string }) => void;
}

function Choice({ first: before, second: other, onChoose }: ChoiceProps) {
  const [first, setFirst] = useState(before);
  const [second, setSecond] = useState(other);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ first: first.trim(), second: second.trim() });
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput label="Model" value={first} onChange={({ currentTarget }) => setFirst(currentTarget.value)} />
        <TextInput
          label="Compared with"
          value={second}
          onChange={({ currentTarget }) => setSecond(currentTarget.value)}
        />
        <Button type="submit" disabled={first.trim() === '' || second.trim() === ''}>
          Compare
        </Button>
        <Button
          variant="default"
          disabled={!first || !second}
          onClick={() => onChoose({ first: other, second: before })}
        >
          Swap
        </Button>
      </Group>
    </form>
  );
}
