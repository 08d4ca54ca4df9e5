import { MultiSelect, Text } from '@mantine/core';

interface Props {
  readonly regions: readonly string[];
  readonly chosen: readonly string[];
  readonly onChoose: (regions: readonly string[]) => void;
}

/** Which regions a command is about: none chosen means all. */
export function RegionChoice({ regions, chosen, onChoose }: Props) {
  if (regions.length === 1) return <Text>Region: {regions[0]}</Text>;
  return (
    <MultiSelect
      label="Regions"
      placeholder={chosen.length === 0 ? `All ${regions.length}` : ''}
      data={[...regions]}
      value={[...chosen]}
      onChange={onChoose}
      searchable
      clearable
    />
  );
}
