import type { LandingFile } from '../../ports/landing.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';

/** Bytes up to which a file is small: what is in memory of one is little, and half of its time is waiting for the disk. */
const smallBytes = 4 << 20;
const smallAtATime = 3;

/**
 * Does something with every file of a source, small ones in parallel and large ones one at a time; results in the order of the
 * files.
 */
export async function eachFile<Result>(
  files: readonly LandingFile[],
  run: (file: LandingFile) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<LandingFile, Result>();
  const take = async (file: LandingFile): Promise<void> => void results.set(file, await run(file));
  await sideBySide(
    files.filter(({ bytes }) => bytes <= smallBytes),
    smallAtATime,
    take,
  );
  await sideBySide(
    files.filter(({ bytes }) => bytes > smallBytes),
    1,
    take,
  );
  return files.map((file) => results.get(file) as Result);
}
