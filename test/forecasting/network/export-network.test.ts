import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadLayersModel, tensor2d } from '@tensorflow/tfjs-node';
import type { Tensor } from '@tensorflow/tfjs-node';
import { expect, it } from 'vitest';
import { exportNetwork, MemberFilesError } from '../../../src/forecasting/index.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { scoringRows } from '../../../src/forecasting/features/feature-rows.ts';
import { unpackMember } from '../../../src/forecasting/member-files.ts';
import { forward } from '../../../src/forecasting/network/forward.ts';
import { readNetworkState } from '../../../src/forecasting/network/network-files.ts';
import type { NetworkContent } from '../../../src/forecasting/network/network-files.ts';
import { networkInputs } from '../../../src/forecasting/network/network-inputs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fit, taskOf } from '../fit.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel();

it('gives models that tfjs loads and that forecast the same', async () => {
  const member = await fit('network', taskOf(panel, { preset: 'erratic' }));
  const folder = await temporaryDirectory();
  for (const [path, bytes] of exportNetwork(member.toFiles())) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const unpacked = unpackMember(member.toFiles());
  const state = readNetworkState(unpacked.content as NetworkContent, unpacked);
  const rows = scoringRows(fitFeatures(panel, panel.cutoffIndex), panel, panel.items, panel.cutoffIndex, 3);
  expect(state.networks.map(({ view }) => view)).toEqual(['driver-effect', 'long-level']);
  for (const [i, { view, weights }] of state.networks.entries()) {
    const inputs = networkInputs(state.inputs, rows, panel, view);
    const model = await loadLayersModel(pathToFileURL(join(folder, `network-${i}-${view}`, 'model.json')).href);
    const output = model.predict([
      tensor2d(inputs.numeric, [inputs.rows, state.shape.numericColumns]),
      ...inputs.categories.map((column) => tensor2d(column, [inputs.rows, 1], 'int32')),
      tensor2d(inputs.offset, [inputs.rows, 1]),
    ]) as Tensor;
    const predicted = await output.data();
    forward(state.shape, weights, inputs).forEach((value, r) => expect(predicted[r]).toBeCloseTo(value, 4));
  }
});

it('says how every input is made', async () => {
  const member = await fit('network', taskOf(panel));
  const description = JSON.parse(new TextDecoder().decode(exportNetwork(member.toFiles()).get('inputs.json'))) as {
    numeric: { name: string; mean: number; deviation: number }[];
    categories: { name: string; labels: string[] }[];
  };
  expect(description.numeric.map(({ name }) => name)).toEqual(expect.arrayContaining(['price', 'eff', 'store:income']));
  expect(description.categories[1]).toEqual({ name: 'item', labels: ['(any other)', 'item-0', 'item-1'] });
});

it('refuses another member', async () => {
  const lasso = await fit('lasso', taskOf(panel));
  expect(() => exportNetwork(lasso.toFiles())).toThrow(MemberFilesError);
});
