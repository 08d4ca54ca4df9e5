import { copyArtifacts } from '../../app/artifacts/copy-artifacts.ts';
import { verifyArtifacts } from '../../app/artifacts/verify-artifacts.ts';
import { copiedText, verifiedText } from '../../reports/artifacts/artifacts-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast artifacts copy`. Returns the exit code. */
export function copyArtifactsCommand(options: AppOptions & { readonly to: string }): Promise<number> {
  return runOperation(copyArtifacts, options, { to: options.to }, { text: copiedText });
}

/** `shelfcast artifacts verify`. Returns the exit code: 1 where something is missing or damaged. */
export function verifyArtifactsCommand(options: AppOptions & { readonly read?: boolean }): Promise<number> {
  return runOperation(
    verifyArtifacts,
    options,
    { read: options.read ?? false },
    { text: verifiedText, exitCode: ({ faulty }) => (faulty.length > 0 ? 1 : 0) },
  );
}
