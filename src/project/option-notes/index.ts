import { modelNotes } from './model-notes.ts';
import { operationNotes } from './operation-notes.ts';
import type { OptionNote, OptionNotes } from './option-note.ts';
import { projectNotes } from './project-notes.ts';
import { sourceNotes } from './source-notes.ts';

/** Notes on every option of `shelfcast.config.ts`, by path. */
export const optionNotes: OptionNotes = { ...projectNotes, ...sourceNotes, ...modelNotes, ...operationNotes };

/** The note of an option: schedules and watches mean the same for a region, an environment and the project. */
export function noteOf(path: string): OptionNote | undefined {
  return (
    optionNotes[path] ?? optionNotes[path.replace(/^(regions\[\]|environments\.<name>)\.(?=(schedule|watch)\.)/, '')]
  );
}
