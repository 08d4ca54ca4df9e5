/**
 * Accuracy of the product's members and ensembles on a data set, by that data set's protocol (accuracy/protocols/):
 *
 *   npm run bench:accuracy [-- --data=orange-juice] [--json] [--validation] [--keep=<folder>]
 *   npm run bench:accuracy -- --data=breakfast [--breakfast=<folder>] [--no-peer]
 *   npm run bench:accuracy -- --data=grocer [--horizon=3]
 *
 * Members are fitted in child processes, two at a time. The ensemble of a round is fitted on the forecasts made at earlier cutoffs
 * whose target weeks are known by then, as a cycle does with its backtest. `--validation` judges earlier rounds, on which settings
 * may be chosen. `--aim`, `--seed` and `--parameters='{"network":{"dropout":0.1}}'` change settings. `--keep` keeps the
 * forecasts of fits, so that a second run with the same code is quick. On breakfast LightGBM runs in the same rounds, through Nixtla's
 * mlforecast in an environment that the script makes (python3 and a package index are needed); `--no-peer` leaves it out.
 *
 * The last line is JSON, in per cent; with `--json` it is all of standard output. Exit code 1 where the protocol's check fails, 2
 * where the data is not on this machine.
 */
import { fitAll } from './accuracy/fit-all.ts';
import { judge } from './accuracy/judge.ts';
import { DataMissingError, readOptions, type AccuracyOptions } from './accuracy/options.ts';
import { judgePeers } from './accuracy/peer/judge-peer.ts';
import { openData } from './accuracy/data/open-data.ts';
import { summarise, tell } from './accuracy/report.ts';
import { weeksUsed } from './accuracy/weeks-used.ts';
import { windowsOf } from './accuracy/windows.ts';
import type { Panel } from '../src/forecasting/index.ts';

async function run({ protocol, validation, keep, say, peer }: AccuracyOptions): Promise<void> {
  const started = performance.now();
  const read = openData(protocol.data, protocol.source);
  const panels = new Map<string, Panel>();
  for (const name of protocol.panels) panels.set(name, await read(name, protocol.lastWeek, protocol.lastWeek));
  const { fits, presets } = await fitAll(protocol, panels, keep, say);
  const rows = judge(protocol, panels, windowsOf(protocol, panels, fits));
  const { weeks } = panels.get(protocol.panels[0]!)!;
  const { figures, ...summary } = summarise(rows, weeksUsed(fits, weeks));
  tell({ ...summary, figures }, say);
  const checked = protocol.check?.(figures);
  if (checked) {
    say(`protocol check: ${checked.text}`);
    if (!checked.passed) process.exitCode = 1;
  }
  const peers =
    peer && protocol.hasPeer ? await judgePeers(protocol, panels, rows, { validation, keep }, say) : undefined;
  const names = Object.values(presets);
  const report = {
    data: protocol.data,
    rounds: protocol.judged.length,
    ...summary,
    ...(peers ? { peer: peers.best, peers: peers.all } : {}),
    ...protocol.facts,
    aim: protocol.settings.aim,
    preset: names.length === 1 ? names[0] : presets,
    seconds: Math.round((performance.now() - started) / 1000),
    peakRssMb: Math.max(...fits.map(({ reply }) => reply.peakRssMb)),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

try {
  const options = await readOptions(process.argv.slice(2));
  await run(options).finally(options.dispose);
} catch (error) {
  if (!(error instanceof DataMissingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
