import { Button } from '@mantine/core';
import { useState } from 'react';
import { PauseDialog } from './pause-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

interface Props {
  /** Regions that the commands are about. */
  readonly regions: readonly string[];
  /** Those of them that are paused. */
  readonly paused: readonly string[];
}

/** Buttons that ask for cycles, pause regions and resume them. */
export function CycleCommands({ regions, paused }: Props) {
  const [open, setOpen] = useState<'request' | 'pause' | 'resume'>();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Button size="xs" onClick={() => setOpen('request')}>
        Request {regions.length === 1 ? 'a cycle' : 'cycles'}
      </Button>
      {paused.length < regions.length && (
        <Button size="xs" variant="default" onClick={() => setOpen('pause')}>
          Pause
        </Button>
      )}
      {paused.length > 0 && (
        <Button size="xs" variant="default" onClick={() => setOpen('resume')}>
          Resume
        </Button>
      )}
      {open === 'request' && <RequestDialog regions={regions} onClose={close} />}
      {open === 'pause' && (
        <PauseDialog regions={regions.filter((region) => !paused.includes(region))} onClose={close} />
      )}
      {open === 'resume' && <ResumeDialog regions={paused} onClose={close} />}
    </>
  );
}
