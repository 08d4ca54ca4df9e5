import { Anchor } from '@mantine/core';
import { useAnswer } from '../api/use-answer.ts';
import { useEnvironment } from '../layout/environment.ts';

/** The id of a workflow, or another text for it, as a link to it in Temporal's UI where its address is known. */
export function WorkflowLink({ id, children }: { readonly id: string; readonly children?: string }) {
  const environment = useEnvironment();
  const { environments = [] } = useAnswer('project.show', {}).data ?? {};
  const ui = environments.find(({ name }) => name === environment)?.temporalUi;
  if (ui === undefined) return <code>{id}</code>;
  return (
    <Anchor
      href={`${ui}/workflows/${encodeURIComponent(id)}`}
      target="_blank"
      rel="noreferrer"
      underline="hover"
      inherit
      aria-label={`${id} in Temporal's UI, opens a new tab`}
    >
      {children ?? <code>{id}</code>}
    </Anchor>
  );
}
