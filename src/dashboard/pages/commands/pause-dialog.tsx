import { Text } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/use-answer.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import { RegionChoice } from './region-choice.tsx';

/** Pauses regions. */
export function PauseDialog({
  regions,
  onClose,
}: {
  readonly regions: readonly string[];
  readonly onClose: () => void;
}) {
  const environment = useEnvironment();
  const pause = useCommand('controllers.pause');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <CommandDialog
      title="Pause"
      verb="Pause"
      reason="required"
      onClose={onClose}
      onConfirm={async (reason) => {
        const paused = await pause.mutateAsync({
          environment,
          regions: chosen.length === 0 ? regions : chosen,
          reason,
        });
        return `${countOf(paused.length, 'region')} paused`;
      }}
    >
      <Text size="sm">
        No new cycle starts until somebody resumes. A cycle that runs is finished, and requests and new data wait.
      </Text>
      <RegionChoice regions={regions} chosen={chosen} onChoose={setChosen} />
    </CommandDialog>
  );
}
