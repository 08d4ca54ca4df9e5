import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/use-answer.ts';
import { defined } from '../../defined.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import { RegionChoice } from './region-choice.tsx';

/** Asks for cycles. */
export function RequestDialog({
  regions,
  onClose,
}: {
  readonly regions: readonly string[];
  readonly onClose: () => void;
}) {
  const environment = useEnvironment();
  const request = useCommand('controllers.request-cycles');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [cutoff, setCutoff] = useState('');
  const [retrain, setRetrain] = useState<'due' | 'all' | 'none'>('due');
  const [onlyFailed, setOnlyFailed] = useState(false);
  // Sent again after a failure it counts once in the regions that have it.
  const [id] = useState(newRequestId);
  return (
    <CommandDialog
      title={regions.length === 1 ? 'Request a cycle' : 'Request cycles'}
      verb="Request"
      reason="optional"
      onClose={onClose}
      onConfirm={async (reason) => {
        const again = retrain === 'due' || onlyFailed ? {} : { retrain };
        const answer = await request.mutateAsync({
          ...{ environment, id },
          regions: chosen.length === 0 ? regions : chosen,
          ...(onlyFailed ? { onlyFailed } : {}),
          ...defined({ reason, cutoff: onlyFailed ? '' : cutoff }),
          ...again,
        });
        return outcomeOf(answer.regions.map(({ decision }) => decision));
      }}
    >
      <RegionChoice regions={regions} chosen={chosen} onChoose={setChosen} />
      <Checkbox
        label="Only redo what failed in the last cycle"
        checked={onlyFailed}
        onChange={({ currentTarget }) => setOnlyFailed(currentTarget.checked)}
      />
      {!onlyFailed && (
        <>
          <TextInput
            type="date"
            label="Last week of data to use"
            description="The date the week starts on. Without one, the last week that has shipments."
            value={cutoff}
            onChange={({ currentTarget }) => setCutoff(currentTarget.value)}
          />
          <Radio.Group label="Train models again" value={retrain} onChange={setRetrain}>
            <Stack gap={6} mt={4}>
              <Radio value="due" label="Those that are due" />
              <Radio value="all" label="All" />
              <Radio value="none" label="None: forecast with the champions there are" />
            </Stack>
          </Radio.Group>
        </>
      )}
    </CommandDialog>
  );
}

/** Browsers have `randomUUID` on secure pages alone. */
function newRequestId(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return `page-${[...numbers].map((number) => number.toString(36)).join('-')}`;
}

/** What the controllers made of the request. */
function outcomeOf(decisions: readonly string[]): string {
  const count = (which: string): number => decisions.filter((decision) => decision === which).length;
  const parts = [
    ...(count('queued') > 0 ? [`${countOf(count('queued'), 'cycle')} requested`] : []),
    ...(count('duplicate') > 0 ? [`${countOf(count('duplicate'), 'region')} had this request already`] : []),
    ...(count('nothing-failed') > 0 ? [`${countOf(count('nothing-failed'), 'region')} had nothing to redo`] : []),
  ];
  return parts.join('; ');
}
