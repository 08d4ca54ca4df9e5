import { NativeSelect } from '@mantine/core';
import { useAnswer } from '../api/use-answer.ts';

interface Props {
  /** Empty: the first region. */
  readonly value: string;
  readonly onChange: (region: string) => void;
}

/** Chooses a region of the project. */
export function RegionSelect({ value, onChange }: Props) {
  const regions = useRegions();
  return (
    <NativeSelect
      label="Region"
      data={[...regions]}
      value={value || (regions[0] ?? '')}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** The regions of the project; empty until they are known. */
export function useRegions(): readonly string[] {
  return (useAnswer('project.show', {}).data?.regions ?? []).map(({ name }) => name);
}
