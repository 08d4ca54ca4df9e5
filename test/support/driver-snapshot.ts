import { readPanel } from '../../src/datasets/read-panel.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { ingestAll } from './dataset-ports.ts';
import { loadedSmallProject } from './loaded-small-project.ts';
import { allDrivers } from './small-project.ts';

/** A file without rows is a fault, so these have one each that is about nobody in the north. */
const ofNobody = {
  'returns/none.csv': 'store,item,week,units\ns1,apples,2025-01-06,1\n',
  'weather/none.csv': 'zip,date,issued,temperature,rain\n99999,2025-01-06,,1,1\n',
  'shoppers/none.csv': 'store,income\ns4,1\n',
  'events/none.csv': 'start,end,store,region,format,item,holiday,sports\n2025-01-06,2025-01-06,,south,,,1,1\n',
};

/**
 * A small project of two weeks, 2025-01-06 and 2025-01-13, with two more ahead and sources of every kind, whose
 * rows are those given: content by path. Store n1 is in zip 11111, n2 and n3 in 22222, n4 in none.
 */
export async function driverSnapshot(given: Readonly<Record<string, string>>) {
  const small = await loadedSmallProject({ weeks: 2, sources: allDrivers });
  const { files, project, ports } = small;
  await files.write(
    'stores/stores.csv',
    'store,region,format,squareMetres,zip\n' +
      'n1,north,large,2000,11111\nn2,north,large,2000,22222\nn3,north,small,300,22222\nn4,north,small,300,\n' +
      's1,south,large,2000,11111\ns2,south,large,2000,33333\ns3,south,small,300,33333\ns4,south,small,300,33333\n',
  );
  for (const [path, content] of Object.entries({ ...ofNobody, ...given })) await files.write(path, content);
  const snapshot = async (cutoff = files.cutoff, region = 'north') =>
    snapshotDataset(ports, project, await ingestAll(ports, project), { region, cutoff });
  /** A column of a store and item, week by week. */
  const column = async (name: string, store: string, item = 'apples', cutoff = files.cutoff) => {
    const { manifest } = await snapshot(cutoff);
    const format = files.stores.find((candidate) => candidate.store === store)?.format ?? '';
    const panel = await readPanel(ports, manifest, format);
    const series = panel.seriesStore.findIndex(
      (index, at) => panel.stores[index] === store && panel.items[panel.seriesItem[at]!] === item,
    );
    const matrix = panel.knownAhead[name] ?? panel.observed[name];
    return [...matrix!.subarray(series * panel.weeks.length, (series + 1) * panel.weeks.length)];
  };
  return { ...small, snapshot, column };
}
