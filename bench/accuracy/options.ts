import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  aims,
  type Aim,
  type LassoParameters,
  type NetworkParameters,
  type TreesParameters,
} from '../../src/contracts/project.ts';
import { dataNames, type DataName } from './data/open-data.ts';
import type { Protocol } from './protocol.ts';
import { breakfast } from './protocols/breakfast.ts';
import { grocer } from './protocols/grocer.ts';
import { orangeJuice } from './protocols/orange-juice.ts';
import { sayTo } from '../support/say-to.ts';

/** Next to the checkout of the project. */
const breakfastFolder = fileURLToPath(new URL('../../../shared/data/breakfast', import.meta.url));

/** What differs from a protocol's settings. */
interface Overrides {
  readonly lasso?: Partial<LassoParameters>;
  readonly network?: Partial<NetworkParameters>;
  readonly trees?: Partial<TreesParameters>;
}

export interface AccuracyOptions {
  readonly protocol: Protocol;
  /** Removes what the protocol has put on disk. */
  readonly dispose: () => Promise<void>;
  readonly validation: boolean;
  /** Folder for forecasts that are kept. */
  readonly keep: string | undefined;
  readonly say: (line: string) => void;
  /** Whether the peer is run, where the data set has one. */
  readonly peer: boolean;
}

/** The data of a bench is not on this machine. */
export class DataMissingError extends Error {
  readonly data: DataName;
  readonly folder: string;

  constructor(data: DataName, folder: string) {
    super(
      `The data set "${data}" is not in ${folder}, and it may not be in the repository. ` +
        `Put its files there, or name their folder: --${data} <path>.`,
    );
    this.name = 'DataMissingError';
    this.data = data;
    this.folder = folder;
  }
}

/** @throws DataMissingError where the data set is not on this machine */
export async function readOptions(args: readonly string[]): Promise<AccuracyOptions> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'orange-juice' },
      breakfast: { type: 'string', default: breakfastFolder },
      horizon: { type: 'string', default: '3' },
      validation: { type: 'boolean', default: false },
      aim: { type: 'string' },
      seed: { type: 'string' },
      keep: { type: 'string' },
      parameters: { type: 'string', default: '{}' },
      json: { type: 'boolean', default: false },
      peer: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  const { validation, keep, json, peer } = values;
  const data = oneOf('data', dataNames, values.data);
  if (data === 'breakfast' && !existsSync(values.breakfast)) throw new DataMissingError(data, values.breakfast);
  const say = sayTo(json);
  const { protocol, dispose } = await open(
    data,
    { validation, source: values.breakfast, horizonWeeks: Number(values.horizon) },
    say,
  );
  const aim = values.aim === undefined ? undefined : oneOf('aim', aims, values.aim);
  return {
    protocol: changed(protocol, aim, values.seed, JSON.parse(values.parameters) as Overrides),
    dispose,
    say,
    validation,
    keep,
    peer,
  };
}

async function open(
  data: DataName,
  {
    validation,
    source,
    horizonWeeks,
  }: { readonly validation: boolean; readonly source: string; readonly horizonWeeks: number },
  say: (line: string) => void,
): Promise<Pick<AccuracyOptions, 'protocol' | 'dispose'>> {
  const dispose = (): Promise<void> => Promise.resolve();
  switch (data) {
    case 'orange-juice':
      return { protocol: orangeJuice({ validation }), dispose };
    case 'breakfast':
      return { protocol: breakfast({ validation, source }), dispose };
    case 'grocer':
      return grocer(horizonWeeks, say);
  }
}

function changed(protocol: Protocol, aim: Aim | undefined, seed: string | undefined, overrides: Overrides): Protocol {
  const { settings } = protocol;
  const lasso = { ...settings.members.lasso, ...(aim === undefined ? {} : { aim }), ...overrides.lasso };
  const network = { ...settings.members.network, ...overrides.network };
  const trees = { ...settings.members.trees, ...overrides.trees };
  return {
    ...protocol,
    settings: {
      ...settings,
      ...(aim === undefined ? {} : { aim }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      members: { ...settings.members, lasso, network, trees },
    },
  };
}

function oneOf<Name extends string>(option: string, names: readonly Name[], given: string): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) throw new RangeError(`--${option} is one of ${names.join(', ')}, not "${given}"`);
  return found;
}
