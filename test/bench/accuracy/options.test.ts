import { expect, test } from 'vitest';
import { DataMissingError, readOptions } from '../../../bench/accuracy/options.ts';

test('without data the folder and the way out are named', async () => {
  const read = () => readOptions(['--data', 'breakfast', '--breakfast', '/no/such/folder']);
  await expect(read()).rejects.toThrow(DataMissingError);
  await expect(read()).rejects.toThrow(
    'The data set "breakfast" is not in /no/such/folder, and it may not be in the repository. Put its files there, or name their folder: --breakfast <path>.',
  );
});

test('a data set that there is no protocol for is refused by name', async () => {
  await expect(readOptions(['--data=lunch'])).rejects.toThrow(
    '--data is one of orange-juice, breakfast, grocer, not "lunch"',
  );
});

test('orange juice as the benchmark has it: rounds, warm-up, and the three settings that are not defaults', async () => {
  const { protocol } = await readOptions([]);
  expect(protocol.judged).toEqual([135, 137, 139, 141, 143, 145, 147, 149, 151, 153, 155, 157]);
  expect(protocol.fits.map(({ cutoff }) => cutoff).slice(0, 5)).toEqual([126, 128, 130, 132, 135]);
  const { aim, features, members } = protocol.settings;
  expect([aim, members.lasso.aim, features.leadWeeks, members.network.seedsPerView]).toEqual(['mape', 'mape', 1, 2]);
});

test('breakfast: its rounds, and as many cutoffs before them as a cycle has windows', async () => {
  const { protocol } = await readOptions(['--data=breakfast', '--breakfast=/']);
  expect(protocol.judged).toEqual([132, 136, 140, 144, 148, 152]);
  expect(protocol.fits.map(({ cutoff }) => cutoff)).toEqual([116, 120, 124, 128, 132, 136, 140, 144, 148, 152]);
  expect([protocol.settings.aim, protocol.settings.members.network.seedsPerView]).toEqual(['balanced', 1]);
});

test('validation of breakfast ends at week 132', async () => {
  const { protocol } = await readOptions(['--data=breakfast', '--breakfast=/', '--validation']);
  expect(protocol.judged).toEqual([112, 116, 120, 124, 128]);
  expect([protocol.lastWeek, protocol.judged.at(-1)! + protocol.horizonWeeks]).toEqual([132, 132]);
});

test('settings are changed by name', async () => {
  const { protocol } = await readOptions(['--aim=wape', '--seed=7', '--parameters={"network":{"dropout":0.1}}']);
  const { aim, seed, members } = protocol.settings;
  expect([aim, members.lasso.aim, seed, members.network.dropout]).toEqual(['wape', 'wape', 7, 0.1]);
});
