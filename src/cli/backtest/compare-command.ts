import { existsSync } from 'node:fs';
import { compareBacktests } from '../../app/backtests/compare-backtests.ts';
import { perform } from '../../app/operation.ts';
import type { UploadedFile } from '../../app/uploaded-file.ts';
import { comparedNames, type ComparedName } from '../../contracts/experiment.ts';
import { comparisonText } from '../../reports/backtest/comparison-text.ts';
import { waysOut } from '../refusal-text.ts';
import { show } from '../run-operation.ts';
import { uploadedFile } from '../uploaded-file.ts';
import { UsageError } from '../usage.ts';
import { appWithoutProject } from '../without-project.ts';

export interface CompareCommandOptions {
  readonly forecaster: string;
  readonly by?: string;
  readonly json?: boolean;
}

/** `shelfcast backtest compare A B`: whether one backtest is better than another, on the rows that both have. Returns the exit code. */
export async function compareCommand(fileA: string, fileB: string, options: CompareCommandOptions): Promise<number> {
  const { forecaster, by } = options;
  if (!isCompared(forecaster)) {
    throw new UsageError(`there is no forecaster "${forecaster}"; there are ${comparedNames.join(', ')}`);
  }
  const [a, b] = [open(fileA), open(fileB)];
  const input = { a, b, forecaster, ...(by === undefined ? {} : { by }) };
  return show(await perform(compareBacktests, appWithoutProject(), input), options, { text: comparisonText });
}

function open(file: string): UploadedFile {
  if (!existsSync(file)) throw new UsageError(`${file} does not exist; ${waysOut.writeRows(file)}`);
  return uploadedFile(file);
}

function isCompared(name: string): name is ComparedName {
  return (comparedNames as readonly string[]).includes(name);
}
