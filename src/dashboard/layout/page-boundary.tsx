import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { asSentence } from '../format/names.ts';
import { Notice } from '../parts/notice.tsx';
import { PageNotLoadedError } from './load-page.ts';

interface Props {
  /** Address of the page: at another one there is another page to try. */
  readonly place: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
  /** Address at which the error was met. */
  readonly at: string | undefined;
}

const nothing: State = { error: undefined, at: undefined };

/** Stands in for a page that could not be loaded, or has a fault of its own, so that what surrounds it stays. */
export class PageBoundary extends Component<Props, State> {
  override readonly state: State = nothing;

  static getDerivedStateFromError(error: unknown): State {
    return { at: undefined, error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ place }: Props, { error, at }: State): State | null {
    if (!error || at === place) return null;
    return at === undefined ? { error, at: place } : nothing;
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const isMissing = error instanceof PageNotLoadedError;
    return (
      <Notice tone="bad" title={isMissing ? error.message : 'This page has a fault'} urgent>
        <p>
          {isMissing
            ? 'Check that Shelfcast is running and that you are on its network. After an upgrade, reload.'
            : `${asSentence(error.message)} The other pages continue to work.`}
        </p>
        <Button size="xs" variant="default" onClick={() => location.reload()}>
          Reload
        </Button>
      </Notice>
    );
  }
}
