import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { occurrences } from './stored-payloads.ts';
import { textsIn } from './texts-in.ts';
import { startPlantedInstallation, type Place } from './planted-installation.ts';

/** A planted word that was found, by its name, and where. */
interface Finding {
  readonly plant: string;
  readonly place: Place;
}

export interface SecretScan {
  /** Planted credentials that were found anywhere. */
  readonly credentials: readonly Finding[];
  /** Planted words of the business that were found with Temporal. */
  readonly words: readonly Finding[];
  /** Planted words that were found in the registry: a scan that finds nothing there has planted nothing. */
  readonly inRegistry: readonly string[];
  /** Encrypted payloads in the histories. */
  readonly encryptedPayloads: number;
  /** Bytes that were looked through. */
  readonly bytes: Readonly<Record<Place, number>>;
}

/** What Temporal keeps, in memory and on disk. */
const ofTemporal: readonly Place[] = ['histories', 'temporalDatabase'];

/**
 * Runs cycles on an installation with planted secrets, one that succeeds and one whose data cannot be read, and looks for the secrets in what was
 * written: the histories as the server sends them, its database files, the registry and the logs.
 *
 * @param encrypted whether payloads are encrypted
 */
export async function scanForSecrets(encrypted: boolean): Promise<SecretScan> {
  const folder = await mkdtemp(join(tmpdir(), 'shelfcast-secrets-'));
  const installation = await startPlantedInstallation(folder, encrypted);
  try {
    const { plants, project, run } = installation;
    const { words, credentials } = plants;
    const cycle = ['request', '--env', 'dev', '--region', 'north', '--wait', '--reason', words.reasonOfRequest];
    expectExit(0, await run(...cycle));
    expectExit(0, await run('pause', '--env', 'dev', '--region', 'north', '--reason', words.reasonOfPause));
    expectExit(0, await run('resume', '--env', 'dev', '--region', 'north'));
    await project.write('events/bad.csv', 'start,end,region,holiday\n2025-12-25,2025-12-25,bad,1\n');
    expectExit(1, await run(...cycle));
    expectExit(0, await run('status', '--env', 'dev'));
    const written = await installation.written();
    const found = (places: readonly Place[], planted: Readonly<Record<string, string>>): readonly Finding[] =>
      places.flatMap((place) => {
        const texts = textsIn(written[place], Object.values(planted));
        return Object.entries(planted).flatMap(([plant, text]) => (texts.includes(text) ? [{ plant, place }] : []));
      });
    const places = Object.keys(written) as Place[];
    return {
      credentials: found(places, credentials),
      words: found(ofTemporal, words),
      inRegistry: found(['registry'], words).map(({ plant }) => plant),
      encryptedPayloads: occurrences(written.histories, 'binary/encrypted'),
      bytes: Object.fromEntries(places.map((place) => [place, written[place].length])) as Record<Place, number>,
    };
  } finally {
    await installation.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function expectExit(wanted: number, exitCode: number | null): void {
  if (exitCode !== wanted) throw new Error(`a command of the scan ended with ${exitCode} instead of ${wanted}`);
}
