import { Text } from '@mantine/core';
import { Problem } from '../../api/problem.ts';
import { useCommand, useTaggedAnswer } from '../../api/use-answer.ts';
import { segmentLabel, shortVersion } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Waiting } from './comparison.ts';
import { meanwhile } from './meanwhile.ts';

interface Props {
  readonly word: 'approve' | 'reject';
  readonly waiting: Waiting;
  readonly onClose: () => void;
}

/** Approves or rejects a challenger, as it stood when the dialog opened: where it has changed since, nothing is decided. */
export function DecisionDialog({ word, waiting, onClose }: Props) {
  const environment = useEnvironment();
  const { challenger } = waiting;
  const { segment, version, gate } = challenger;
  const { data: seen, error, isFetching } = useTaggedAnswer('promotions.show', { environment, challenger: version });
  const approve = useCommand('promotions.approve', seen?.tag);
  const reject = useCommand('promotions.reject', seen?.tag);
  const failed = gate.filter(({ passed }) => !passed);
  const approves = word === 'approve';
  const present = error ?? seen?.answer;
  const changed = present && meanwhile(waiting, present);
  const champion = seen === undefined ? waiting.champion : (seen.answer.champion ?? undefined);
  return (
    <CommandDialog
      title={approves ? 'Approve the challenger' : 'Reject the challenger'}
      verb={approves ? 'Approve' : 'Reject'}
      danger={!approves}
      reason="required"
      blocked={present === undefined || isFetching || changed?.mayDecide === false}
      onClose={onClose}
      onConfirm={async (reason) => {
        const decided = await (approves ? approve : reject)
          .mutateAsync({ environment, challenger: version, reason })
          .catch(asChanged);
        return `${shortVersion(decided.version)} is ${decided.decision}: decided by ${decided.by}`;
      }}
    >
      <Text size="sm">
        {approves
          ? `Model ${shortVersion(version)} becomes the champion of ${segment.region}, ${segmentLabel(segment)}, and forecasts from the next cycle on${champion === undefined ? '' : ` in place of ${shortVersion(champion)}`}.`
          : `Model ${shortVersion(version)} is not used. ${champion === undefined ? 'The segment stays without a champion.' : `${shortVersion(champion)} stays champion.`}`}
      </Text>
      {approves && failed.length > 0 && (
        <Text size="sm" fw={600}>
          {failed.length} of its checks failed: {failed.map(({ detail }) => detail).join('; ')}
        </Text>
      )}
      {changed && (
        <Notice tone="warn" title={changed.title} urgent>
          {changed.text}
        </Notice>
      )}
    </CommandDialog>
  );
}

/** Somebody or something was faster: the notice, which is asked for again, says who. */
function asChanged(error: Error): never {
  const code = error instanceof Problem ? error.details.code : undefined;
  if (code === 'changed-since' || code === 'unknown-challenger') {
    throw new Error('This changed while you were deciding, so your answer was not taken.', { cause: error });
  }
  throw error;
}
