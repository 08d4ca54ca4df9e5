import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';

interface Props {
  readonly tone: Tone;
  readonly title: ReactNode;
  /** Whether a screen reader says it at once. Default false. */
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}

/** Something a reader must not miss. */
export function Notice({ tone, title, urgent = false, children }: Props) {
  return (
    <div className={`notice tone-${tone}`} {...(urgent ? { role: 'alert' } : {})}>
      <Text fw={600} component="div">
        {title}
      </Text>
      {children !== undefined && (
        <Text size="sm" component="div">
          {children}
        </Text>
      )}
    </div>
  );
}
