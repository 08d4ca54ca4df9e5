import { readFile } from 'node:fs/promises';
import type { ClientPlugin } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ReplayWorkerOptions, WorkerOptions, WorkerPlugin, WorkflowBundleOption } from '@temporalio/worker';
import { EncryptionCodec } from '../../adapters/payloads/encryption-codec.ts';
import { KeyRing } from '../../adapters/payloads/key-ring.ts';
import { ownProgram } from '../../processes/own-program.ts';

/** What encrypts payloads, for clients and for workers. */
export type PayloadEncryption = ClientPlugin & WorkerPlugin;

const failureConverterPath = ownProgram('./failure-converter.ts', import.meta.url);

/** The constant by which the failure converter of workflows knows that there are keys; on the bundle's first line, so that no other moves. */
const encodesFailures = 'globalThis.shelfcastEncodesFailures = true; ';

interface EncryptionOptions {
  /** File with the keys. Default: the one that `SHELFCAST_PAYLOAD_KEYS_FILE` names. */
  readonly file?: string | undefined;
  /** Hears why a changed file of keys was not taken over. Default: a warning of the process. */
  readonly onFault?: (error: Error) => void;
}

/**
 * The plugins of everything that exchanges payloads with a Temporal server: one that encrypts where a file of keys is named, and else none.
 * Workers do not start without their keys; a client throws the error at the first payload.
 */
export function payloadEncryption(options: EncryptionOptions = {}): PayloadEncryption[] {
  const { file = process.env.SHELFCAST_PAYLOAD_KEYS_FILE, onFault } = options;
  return file ? [encryptionBy(new KeyRing(file, onFault ? { onFault } : {}))] : [];
}

function encryptionBy(keys: KeyRing): PayloadEncryption {
  const dataConverter: DataConverter = { payloadCodecs: [new EncryptionCodec(keys)], failureConverterPath };
  return {
    name: 'shelfcast.payload-encryption',
    configureClient: (options) => ({ ...options, dataConverter }),
    configureWorker: async (options: WorkerOptions) => {
      await keys.newest();
      return { ...options, dataConverter, ...(await encodingBundle(options)) };
    },
    configureReplayWorker: async (options: ReplayWorkerOptions) => {
      await keys.newest();
      return { ...options, dataConverter, ...(await encodingBundle(options)) };
    },
  };
}

/** The bundle of workflows whose failures are encoded inside the sandbox, which a codec does not see into. */
async function encodingBundle({
  workflowBundle,
}: {
  readonly workflowBundle?: WorkflowBundleOption;
}): Promise<{ readonly workflowBundle?: WorkflowBundleOption }> {
  if (!workflowBundle) return {};
  const code = 'code' in workflowBundle ? workflowBundle.code : await readFile(workflowBundle.codePath, 'utf8');
  return { workflowBundle: { code: encodesFailures + code } };
}
