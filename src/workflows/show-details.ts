import { setCurrentDetails } from '@temporalio/workflow';

/**
 * Shows Markdown as the current details of the workflow in Temporal's UI. The UI cuts off the last line of the page it shows
 * (2.42.1 leaves the margins out of its height), so the last one is empty.
 */
export function showDetails(lines: readonly string[]): void {
  setCurrentDetails([...lines, '', '\u00A0'].join('\n'));
}
