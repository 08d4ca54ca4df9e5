import { createReadStream, createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { forecastFile, openForecastFile } from '../../app/forecasts/open-file.ts';
import { perform } from '../../app/operation.ts';
import type { Velocity } from '../../contracts/segment.ts';
import type { ExportFormat } from '../../ports/row-export.ts';
import { interruption } from '../interruption.ts';
import { openApp, type AppOptions } from '../open-app.ts';
import { show } from '../run-operation.ts';

export interface ExportForecastsOptions extends AppOptions {
  readonly env: string;
  readonly region: string;
  readonly as: ExportFormat;
  readonly to?: string;
  readonly cutoff?: string;
  readonly format?: string;
  readonly velocity?: Velocity;
  readonly store?: string;
  readonly item?: string;
  readonly week?: string;
}

/** `shelfcast forecasts export`: published forecasts as a file. Returns the exit code. */
export async function exportForecastsCommand(options: ExportForecastsOptions): Promise<number> {
  const { env: environment, region, as, to, cutoff, format, velocity, store, item, week } = options;
  const app = await openApp(options);
  const file = await perform(forecastFile, app, {
    ...{ environment, region, as },
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(format === undefined ? {} : { format }),
    ...(velocity === undefined ? {} : { velocity }),
    ...(store === undefined ? {} : { store }),
    ...(item === undefined ? {} : { item }),
    ...(week === undefined ? {} : { week }),
  });
  const path = resolve(to ?? file.name);
  const interrupted = interruption();
  try {
    const opened = await openForecastFile(app, file, interrupted.signal);
    const bytes = 'bytes' in opened ? opened.bytes : createReadStream(opened.path);
    await pipeline(bytes, createWriteStream(path), { signal: interrupted.signal });
  } finally {
    interrupted.forget();
  }
  return show({ file: path, publishedAt: file.publishedAt }, options, {
    text: ({ publishedAt }) => `${path}, as published at ${publishedAt}`,
  });
}
