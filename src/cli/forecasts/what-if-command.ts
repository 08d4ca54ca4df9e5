import { whatIf } from '../../app/forecasts/what-if.ts';
import type { LeverChange } from '../../contracts/what-if.ts';
import { whatIfText } from '../../reports/forecasts/what-if-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';
import { UsageError } from '../usage.ts';

export interface WhatIfOptions extends AppOptions {
  readonly env: string;
  readonly region: string;
  readonly item: string;
  readonly store?: string;
  readonly format?: string;
  readonly cutoff?: string;
  /** The beginning of a version. */
  readonly model?: string;
  /** `price=1.99` each. */
  readonly set?: readonly string[];
  /** `price=0.8` each. */
  readonly times?: readonly string[];
  readonly week?: readonly string[];
}

/** `shelfcast what-if`: what forecasts would be with another price, promotion or event. Returns the exit code. */
export function whatIfCommand(options: WhatIfOptions): Promise<number> {
  const { env: environment, region, item, store, format, cutoff, model, set = [], times = [], week } = options;
  const weeks = week === undefined ? {} : { weeks: week };
  const changes: readonly LeverChange[] = [
    ...set
      .map((text) => ({ ...assigned(text, '--set'), ...weeks }))
      .map(({ value, ...change }) => ({ ...change, to: value })),
    ...times
      .map((text) => ({ ...assigned(text, '--times'), ...weeks }))
      .map(({ value, ...change }) => ({ ...change, times: value })),
  ];
  const input = {
    ...{ environment, region, item, changes },
    ...(store === undefined ? {} : { store }),
    ...(format === undefined ? {} : { format }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(model === undefined ? {} : { model }),
  };
  return runOperation(whatIf, options, input, { text: whatIfText });
}

/** `price=1.99`: a lever and a number. Throws `UsageError`. */
function assigned(text: string, option: string): { readonly lever: string; readonly value: number } {
  const [, lever, number] = /^(.+)=([^=]+)$/.exec(text) ?? [];
  const value = Number(number);
  if (lever === undefined || Number.isNaN(value)) {
    throw new UsageError(`"${text}" is no change; write ${option} <column>=<number>, e.g. ${option} price=0.8`);
  }
  return { lever, value };
}
