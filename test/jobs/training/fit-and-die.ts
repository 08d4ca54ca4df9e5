/**
 * Fits a network member, its checkpoints kept in an artifact store, and writes the hash of its files to standard output; or
 * kills itself, as a machine would, once a number of checkpoints is kept.
 *
 *   node fit-and-die.ts <store folder> <checkpoints before the kill, 0 for none>
 */
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { hashOf } from '../../../src/datasets/hash.ts';
import { takeLease } from '../../../src/jobs/training/attempt-fence.ts';
import { checkpointKeeper, findCheckpoint } from '../../../src/jobs/training/stored-checkpoint.ts';
import { fit, taskOf } from '../../forecasting/fit.ts';
import { makePanel } from '../../forecasting/make-panel.ts';

const [folder = '', dieAfter = '0'] = process.argv.slice(2);
const store = createLocalArtifactStore(folder);
const pointer = 'checkpoints/the-fit';
const fence = await takeLease(store, 'leases/the-fit', undefined);
let reached = { epoch: 0, epochs: 0 };
const keep = checkpointKeeper(store, pointer, { fence, mark: () => reached, everySeconds: 0 });
let kept = 0;
let firstEpoch = 0;
const found = await findCheckpoint(store, pointer);
const member = await fit('network', taskOf(makePanel({ missingShare: 0.1 })), {
  progress: ({ epoch, epochs }) => {
    firstEpoch ||= epoch;
    reached = { epoch, epochs };
  },
  onCheckpoint: async (take) => {
    await keep(take);
    if (++kept === Number(dieAfter)) process.kill(process.pid, 'SIGKILL');
  },
  ...(found ? { resumeFrom: found.files } : {}),
});
const files = [...member.toFiles()].map(
  ([name, bytes]) => `${name} ${hashOf([Buffer.from(bytes).toString('base64')])}`,
);
process.stdout.write(JSON.stringify({ firstEpoch, files, mark: found?.mark }));
