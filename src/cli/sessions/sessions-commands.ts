import { endSessions } from '../../app/sessions/end-sessions.ts';
import { listSessions } from '../../app/sessions/list-sessions.ts';
import { endedText, sessionsText } from '../../reports/sessions/sessions-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

/** `shelfcast sessions list`: who has signed in. Returns the exit code. */
export function listSessionsCommand(options: AppOptions): Promise<number> {
  return runOperation(listSessions, options, {}, { text: sessionsText });
}

/** `shelfcast sessions end`: ends every session of somebody. Returns the exit code. */
export function endSessionsCommand(actor: string, options: AppOptions): Promise<number> {
  return runOperation(endSessions, options, { actor }, { text: endedText });
}
