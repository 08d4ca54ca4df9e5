import type { OpenSession } from '../../ports/sessions.ts';
import { textTable } from '../text-table.ts';

/** Sessions as a table. */
export function sessionsText(sessions: readonly OpenSession[]): string {
  if (sessions.length === 0) return 'nobody has signed in with a provider';
  return textTable(
    ['who', 'role', 'environments', 'since', 'until'],
    sessions.map(({ actor, role, environments, createdAt, expiresAt }) => [
      ...[actor, role, environments?.join(', ') ?? 'all', minute(createdAt), minute(expiresAt)],
    ]),
  );
}

/** Sessions that were ended as a person sees it. */
export function endedText({ actor, ended }: { readonly actor: string; readonly ended: number }): string {
  if (ended === 0) return `"${actor}" has no session; "shelfcast sessions list" shows who has`;
  return `${ended} ${ended === 1 ? 'session' : 'sessions'} of ${actor} ended`;
}

function minute(moment: string): string {
  return moment.slice(0, 16).replace('T', ' ');
}
