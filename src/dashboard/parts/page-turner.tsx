import { Button, Group } from '@mantine/core';

interface Props {
  /** Of what, for those who cannot see it: `Pages of past decisions`. */
  readonly label: string;
  /** Names of the pages up to the one that is shown, without the first one, which has no name. */
  readonly pages: readonly string[];
  /** Name of the page after it; `undefined` on the last one. */
  readonly nextPage: string | undefined;
  /** Words for the two ways. Default: `Back` and `Next`. */
  readonly words?: readonly [back: string, on: string];
  readonly onTurn: (pages: readonly string[]) => void;
}

/** Turns the pages of an answer that comes page by page; nothing where there is one alone. */
export function PageTurner({ label, pages, nextPage, words = ['Back', 'Next'], onTurn }: Props) {
  if (pages.length === 0 && nextPage === undefined) return null;
  const [back, on] = words;
  return (
    <Group component="nav" aria-label={label} gap="sm">
      <Button size="xs" variant="default" disabled={pages.length === 0} onClick={() => onTurn(pages.slice(0, -1))}>
        {back}
      </Button>
      page {pages.length + 1}
      <Button
        size="xs"
        variant="default"
        disabled={nextPage === undefined}
        onClick={() => nextPage !== undefined && onTurn([...pages, nextPage])}
      >
        {on}
      </Button>
    </Group>
  );
}
