import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { Notice } from './notice.tsx';

interface Props {
  readonly title: string;
  /** What happens, before a person says yes. */
  readonly children: ReactNode;
  /** The word on the button: `Approve`. */
  readonly verb: string;
  readonly danger?: boolean;
  /** Whether a reason has to be given. Default: there is no place for one. */
  readonly reason?: 'required' | 'optional';
  /** Whether it cannot be done now; the content says why. Default false. */
  readonly blocked?: boolean;
  /** What is sent. Answers what happened, in words. */
  readonly onConfirm: (reason: string) => Promise<ReactNode>;
  readonly onClose: () => void;
}

/** Asks a person to confirm something, with a reason; then shows what happened. */
export function CommandDialog(props: Props) {
  const { title, children, verb, danger = false, reason: asks, blocked = false, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const [outcome, setOutcome] = useState<ReactNode>();
  const missing = asks === 'required' && reason.trim() === '';
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      setOutcome(await onConfirm(reason.trim()));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      {outcome !== undefined ? (
        <Stack>
          <Notice tone="good" title={outcome} urgent />
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              Close
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <Stack>
            {children}
            {asks !== undefined && (
              <Textarea
                label="Reason"
                description="It is written to the audit trail with your name."
                required={asks === 'required'}
                maxLength={1000}
                autosize
                minRows={2}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
            {error && <Failure error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                type="submit"
                loading={busy}
                disabled={missing || blocked}
                {...(danger ? { color: 'red.9' } : {})}
              >
                {verb}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
