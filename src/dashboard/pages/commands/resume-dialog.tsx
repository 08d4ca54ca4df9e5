import { Text } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/use-answer.ts';
import { countOf } from '../../format/numbers.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import { RegionChoice } from './region-choice.tsx';

/** Resumes paused regions. */
export function ResumeDialog({
  regions,
  onClose,
}: {
  readonly regions: readonly string[];
  readonly onClose: () => void;
}) {
  const environment = useEnvironment();
  const resume = useCommand('controllers.resume');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <CommandDialog
      title="Resume"
      verb="Resume"
      onClose={onClose}
      onConfirm={async () => {
        const resumed = await resume.mutateAsync({ environment, regions: chosen.length === 0 ? regions : chosen });
        return `${countOf(resumed.length, 'region')} resumed`;
      }}
    >
      <Text size="sm">What has waited starts now, the oldest week first.</Text>
      <RegionChoice regions={regions} chosen={chosen} onChoose={setChosen} />
    </CommandDialog>
  );
}
