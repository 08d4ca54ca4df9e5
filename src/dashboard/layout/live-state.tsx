import { Text } from '@mantine/core';
import { useLive } from '../api/live.tsx';
import { clock } from '../format/times.ts';

/** Whether the page follows what happens, and if not, of when it is. */
export function LiveState() {
  const { state, heardAt } = useLive();
  if (state === 'connecting') return null;
  if (state === 'live') {
    return (
      <Text size="xs" c="dimmed" visibleFrom="xs">
        Live
      </Text>
    );
  }
  return (
    <Text size="xs" role="status">
      {heardAt ? `As of ${clock(heardAt)}, reconnecting` : 'Reconnecting'}
    </Text>
  );
}
