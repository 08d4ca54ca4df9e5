import { Text } from '@mantine/core';
import { useCommand } from '../../api/use-answer.ts';
import { useEnvironment } from '../../layout/environment.ts';
import { CommandDialog } from '../../parts/command-dialog.tsx';

/** Stops the cycle that runs in a region. */
export function CancelDialog({ region, onClose }: { readonly region: string; readonly onClose: () => void }) {
  const environment = useEnvironment();
  const cancel = useCommand('controllers.cancel-cycle');
  return (
    <CommandDialog
      title="Stop the running cycle"
      verb="Stop the cycle"
      danger
      reason="required"
      onClose={onClose}
      onConfirm={async (reason) => {
        const { cycleId } = await cancel.mutateAsync({ environment, region, reason });
        return `${cycleId} is being stopped`;
      }}
    >
      <Text size="sm">
        Nothing that the cycle trained or forecast is used. Its triggers end with it; the forecasts that were published
        before stay.
      </Text>
    </CommandDialog>
  );
}
