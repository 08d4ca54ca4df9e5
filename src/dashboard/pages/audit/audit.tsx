import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fileAddress } from '../../api/ask.ts';
import { useAnswer, useCommand } from '../../api/use-answer.ts';
import { useSession } from '../../api/use-session.ts';
import { defined } from '../../defined.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { Page } from '../../layout/page.tsx';
import { useFilters } from '../../layout/use-filters.ts';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Notice } from '../../parts/notice.tsx';
import { AuditTable } from './audit-table.tsx';

const pageSizes = ['50', '200', '1000'];

/** Who did what? */
export function Audit() {
  const environment = useEnvironment();
  const [filters, setFilters] = useFilters('entity', 'actor', 'since', 'newest');
  const { entity, actor, since } = filters;
  const session = useSession().data;
  const limitedTo = session && 'environments' in session ? session.environments : undefined;
  const newest = Number(filters.newest || pageSizes[0]);
  const records = useAnswer(
    'audit.list',
    { entity: entity || environment, newest, ...defined({ actor, since }) },
    { keepsOld: true },
  );
  return (
    <Page
      title="Audit"
      lead="Who did what, and why. Each record holds the hash of the one before, so that none can be changed unseen."
      actions={
        limitedTo === undefined && (
          <>
            <Verification />
            <Button
              component="a"
              size="xs"
              variant="default"
              href={fileAddress('audit.export', { format: 'jsonl' })}
              download="audit.jsonl"
            >
              Download all
            </Button>
          </>
        )
      }
    >
      {limitedTo !== undefined && (
        <Notice tone="calm" title={`You see the records about ${limitedTo.join(', ')}`}>
          What is about keys, files and other environments, the check of the whole trail and its download need access to
          every environment.
        </Notice>
      )}
      <Group align="flex-end" gap="sm">
        <TextInput
          label="About"
          w={280}
          description="An environment, region, segment or version"
          placeholder={environment}
          value={entity}
          onChange={({ currentTarget }) => setFilters({ entity: currentTarget.value })}
        />
        <TextInput
          label="By"
          value={actor}
          onChange={({ currentTarget }) => setFilters({ actor: currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Since"
          value={since}
          onChange={({ currentTarget }) => setFilters({ since: currentTarget.value })}
        />
        <NativeSelect
          label="Records"
          data={pageSizes.map((size) => ({ value: size, label: `the newest ${size}` }))}
          value={String(newest)}
          onChange={({ currentTarget }) => setFilters({ newest: currentTarget.value })}
        />
      </Group>
      <Answered query={records} what="the audit trail">
        {(found) =>
          found.length === 0 ? (
            <Empty
              title={
                entity + actor + since === ''
                  ? `Nothing has been recorded about ${environment} yet`
                  : 'No record meets these filters'
              }
            />
          ) : (
            <AuditTable records={found.toReversed()} caption="Audit trail" />
          )
        }
      </Answered>
    </Page>
  );
}

/** Recomputes every hash, on request. */
function Verification() {
  const verify = useCommand('audit.verify');
  const [asked, setAsked] = useState(false);
  const { data, error } = verify;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={verify.isPending}
        onClick={() => {
          setAsked(true);
          verify.mutate({});
        }}
      >
        Verify the trail
      </Button>
      {asked && error && <Failure error={error} />}
      {data?.whole === true && (
        <Notice tone="good" title={`Whole: ${countOf(data.records, 'record')} checked`} urgent />
      )}
      {data?.whole === false && (
        <Notice tone="bad" title="The trail is not whole" urgent>
          <ul>
            {data.faults.map(({ sequence, kind, detail }) => (
              <li key={`${sequence} ${kind}`}>
                No. {sequence} was {kind}: {detail}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
