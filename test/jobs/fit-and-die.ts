/**
 * Fits a network member, its checkpoints kept in an artifact store, and writes the hash of its files to standard output; or
 * kills itself, as a machine would, once a number of checkpoints is kept.
 *
 *   node fit-and-die.ts <store folder> <checkpoints before the kill, 0 for none>
 */
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { hashOf } from '../../src/datasets/hash.ts';
import { checkpointKeeper, findCheckpoint } from '../../src/jobs/stored-checkpoint.ts';
import { fit, taskOf } from '../forecasting/fit.ts';
import { makePanel } from '../forecasting/make-panel.ts';

const [folder = '', dieAfter = '0'] = process.argv.slice(2);
const store = createLocalArtifactStore(folder);
const pointer = 'checkpoints/the-fit';
const keep = checkpointKeeper(store, pointer, 0);
let kept = 0;
let firstEpoch = 0;
const resumeFrom = await findCheckpoint(store, pointer);
const member = await fit('network', taskOf(makePanel({ missingShare: 0.1 })), {
  progress: ({ epoch }) => (firstEpoch ||= epoch),
  onCheckpoint: async (take) => {
    await keep(take);
    if (++kept === Number(dieAfter)) process.kill(process.pid, 'SIGKILL');
  },
  ...(resumeFrom ? { resumeFrom } : {}),
});
const files = [...member.toFiles()].map(
  ([name, bytes]) => `${name} ${hashOf([Buffer.from(bytes).toString('base64')])}`,
);
process.stdout.write(JSON.stringify({ firstEpoch, files }));
