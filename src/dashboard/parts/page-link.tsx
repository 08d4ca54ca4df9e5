import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface Props {
  readonly to: string;
  /** Where the text alone does not say where it leads. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link to another page. */
export function PageLink({ to, label, children }: Props) {
  return (
    <Anchor component={Link} href={to} underline="hover" inherit aria-label={label}>
      {children}
    </Anchor>
  );
}
