import { Text } from '@mantine/core';
import { useCommand } from '../../api/use-answer.ts';
import { segmentLabel, shortVersion } from '../../format/names.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import type { Waiting } from './comparison.ts';

interface Props {
  readonly word: 'approve' | 'reject';
  readonly waiting: Waiting;
  readonly onClose: () => void;
}

/** Approves or rejects a challenger. */
export function DecisionDialog({ word, waiting, onClose }: Props) {
  const environment = useEnvironment();
  const approve = useCommand('promotions.approve');
  const reject = useCommand('promotions.reject');
  const { challenger, champion } = waiting;
  const { segment, version, gate } = challenger;
  const failed = gate.filter(({ passed }) => !passed);
  const approves = word === 'approve';
  return (
    <CommandDialog
      title={approves ? 'Approve the challenger' : 'Reject the challenger'}
      verb={approves ? 'Approve' : 'Reject'}
      danger={!approves}
      reason="required"
      onClose={onClose}
      onConfirm={async (reason) => {
        const decided = await (approves ? approve : reject).mutateAsync({ environment, challenger: version, reason });
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
    </CommandDialog>
  );
}
