import { Button, Group, Text } from '@mantine/core';

/** Says that only one thing is shown, and shows all again. */
export function ChoiceNote({ choice, onClear }: { readonly choice: string; readonly onClear: () => void }) {
  return (
    <Group gap="xs">
      <Text size="sm">Only {choice} is shown.</Text>
      <Button size="compact-xs" variant="default" onClick={onClear}>
        Show all
      </Button>
    </Group>
  );
}
