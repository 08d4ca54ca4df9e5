import { Text } from '@mantine/core';
import { flooredNoteOf } from '../../contracts/shown-mape.ts';

/** What the `*` behind a MAPE means, below a table that has one. */
export function FlooredNote({ of }: { readonly of: Parameters<typeof flooredNoteOf>[0] }) {
  const note = flooredNoteOf(of);
  return note === undefined ? null : (
    <Text size="sm" c="dimmed">
      {note}
    </Text>
  );
}
