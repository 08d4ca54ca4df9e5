import { Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What the section answers, where its title does not say. */
  readonly note?: ReactNode;
  /** Whether it is a part of a section, with a smaller heading and no landmark of its own: several may have the same title. Default false. */
  readonly small?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Section({ title, note, small = false, children }: Props) {
  const id = useId();
  return (
    <Stack gap="xs" {...(small ? {} : { component: 'section', 'aria-labelledby': id })}>
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
