import type { Reproduction } from '../../contracts/model-report.ts';
import { segmentName } from '../../contracts/segment.ts';

/** A model fitted again, for a terminal: a line a file. */
export function reproductionText({ version, segment, trainingCutoff, members, same }: Reproduction): string {
  const lines = members.flatMap(({ member, files }) =>
    files.map(({ file, registered, reproduced, same }) => {
      const how = same ? 'same     ' : 'DIFFERENT';
      return `  ${how}  ${member}/${file}  ${registered ?? 'not registered'}${same ? '' : ` → ${reproduced ?? 'not made'}`}`;
    }),
  );
  const verdict = same ? 'reproduced: every file has the same bytes' : 'NOT reproduced';
  return [`${version} ${segmentName(segment)}, cutoff ${trainingCutoff}: ${verdict}`, ...lines].join('\n');
}
