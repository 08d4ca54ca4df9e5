import { Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What the section answers, where its title does not say. */
  readonly note?: ReactNode;
  /** Whether it is a part of a section, so that its heading is one smaller. Default false. */
  readonly small?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Section({ title, note, small = false, children }: Props) {
  const id = useId();
  return (
    <Stack component="section" gap="xs" aria-labelledby={id}>
      <div>
        <Title order={small ? 3 : 2} {...(small ? { size: 'h5' } : {})} id={id}>
          {title}
        </Title>
        {note !== undefined && (
          <Text size="sm" c="dimmed" component="div">
            {note}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}
