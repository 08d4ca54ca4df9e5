import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ArtifactRef } from '../../contracts/artifact.ts';
import { exportFormats, type ExportFormat } from '../../ports/row-export.ts';
import type { App } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { artifactRefSchema } from '../schemas.ts';
import { goneIfCollected } from './forecast-gone.ts';
import { rowFilterShape } from './forecast-schemas.ts';
import { divideNamed, forecastNamed } from './named-forecast.ts';

/** A file of published forecasts: an artifact as it is, or one that is made of its rows. */
export interface ForecastFile {
  readonly artifact: ArtifactRef;
  readonly name: string;
  readonly publishedAt: string;
  readonly region: string;
  readonly cutoff: string;
  /** How its rows are written. Left out where the artifact is the file. */
  readonly made?: { readonly as: ExportFormat; readonly conditions: Readonly<Record<string, string>> };
}

const forecastFileSchema: z.ZodType<ForecastFile> = z.object({
  artifact: artifactRefSchema,
  ...{ name: z.string(), publishedAt: z.string(), region: z.string(), cutoff: z.string() },
  made: z.object({ as: z.enum(exportFormats), conditions: z.record(z.string(), z.string()) }).exactOptional(),
});

/** Sheets of a workbook, of 1,048,575 rows each: with ten, what opens it needs gigabytes. */
const mostWorkbookRows = 10 * 1_048_575;

/**
 * A file of a region's published forecasts, all rows or those that are asked for. CSV and Parquet of all rows are the files as they were
 * published, byte for byte; the others have the same values.
 */
export const forecastFile = defineOperation({
  name: 'forecasts.file',
  role: 'reader',
  input: z.object({
    ...rowFilterShape,
    as: z.enum(exportFormats),
  }),
  answer: forecastFileSchema,
  async run(app, { as, ...asked }) {
    const { named, rest: conditions } = divideNamed(asked);
    const forecast = await forecastNamed(app, named);
    const { environment, region } = named;
    const { cutoff, publishedAt, rows } = forecast;
    const isWhole = Object.keys(conditions).length === 0;
    const what = isWhole ? '' : `-${Object.values(conditions).map(inFileName).join('-')}`;
    const file = { name: `${environment}-${region}-${cutoff}${what}.${as}`, publishedAt, region, cutoff };
    if (isWhole && as !== 'xlsx') return { ...file, artifact: forecast[as] };
    if (as === 'xlsx' && isWhole && rows > mostWorkbookRows) {
      throw refusal('too-many-rows', { rows, most: mostWorkbookRows });
    }
    return { ...file, artifact: forecast.parquet, made: { as, conditions } };
  },
});

/** What opens a file of forecasts: the path of the artifact, or the bytes of what is made of it. Throws `Refusal` where it is gone. */
export async function openForecastFile(
  app: App,
  file: ForecastFile,
  signal: AbortSignal,
): Promise<{ readonly path: string } | { readonly bytes: Readable }> {
  const { artifact, made } = file;
  return goneIfCollected(app, file, async () => {
    if (!made) return { path: await (await app.openStorage()).store.localPath(artifact) };
    const where = Object.entries(made.conditions).map(([column, value]) => ({ column, in: [value] }));
    const request = { as: made.as, where, name: 'forecasts', dates: ['cutoff', 'week'] };
    try {
      return { bytes: await app.exportRows(artifact, request, signal) };
    } catch (cause) {
      const { errorName, facts } = cause as { readonly errorName?: unknown; readonly facts?: unknown };
      if (errorName !== 'TextTooLongError') throw cause;
      throw refusal('text-too-long', facts as { column: string; length: number; longest: number }, { cause });
    }
  });
}

/** A value as a part of a file's name: letters and digits of any script, dots and hyphens. */
function inFileName(value: string): string {
  return value.replaceAll(/[^\p{L}\p{N}.]+/gu, '_').slice(0, 40);
}
