import { FileInput, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/use-answer.ts';
import { countOf, fileSize } from '../../format/numbers.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';
import { RowFaultsError } from './row-faults.ts';
import { base64Of, mostFileBytes } from './upload.ts';

interface Props {
  readonly sources: readonly string[];
  /** Empty: none is chosen yet. */
  readonly source: string;
  readonly onClose: () => void;
}

/** Lands rows that a person has corrected. */
export function ReingestDialog({ sources, source: given, onClose }: Props) {
  const reingest = useCommand('quarantine.reingest');
  const [source, setSource] = useState(given || (sources[0] ?? ''));
  const [file, setFile] = useState<File | null>(null);
  return (
    <CommandDialog
      title="Land corrected rows"
      verb="Check and land"
      reason="required"
      onClose={onClose}
      onConfirm={async (reason) => {
        if (!file) throw new Error('Choose the file with the corrected rows.');
        if (file.size > mostFileBytes) {
          throw new Error(
            `${file.name} has ${fileSize(file.size)}; a page takes ${fileSize(mostFileBytes)}. Put a larger file into landing itself.`,
          );
        }
        const { landed, rows, faults } = await reingest.mutateAsync({
          ...{ source, from: file.name, reason },
          content: await base64Of(file),
        });
        if (landed === null) throw new RowFaultsError(faults);
        return `${countOf(rows, 'row')} landed as ${landed}; the next cycle reads them`;
      }}
    >
      <Text size="sm">
        Download the rows, correct them, and give them back under the same header. They are checked as a cycle would;
        where one is still bad, nothing is landed. Or put a corrected file into landing under its old name: the next
        cycle takes it instead of the old one.
      </Text>
      <NativeSelect
        label="Source"
        data={[...sources]}
        value={source}
        onChange={({ currentTarget }) => setSource(currentTarget.value)}
      />
      <FileInput
        label="File with the corrected rows"
        description={`At most ${fileSize(mostFileBytes)}`}
        placeholder="Choose a file"
        value={file}
        onChange={setFile}
        clearable
        clearButtonProps={{ 'aria-label': 'Take the file back' }}
      />
    </CommandDialog>
  );
}
