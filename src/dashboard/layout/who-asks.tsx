import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { hasSignedIn, signOut } from '../api/session.ts';
import { useSession } from '../api/use-session.ts';

/** As whom the audit trail knows the reader. */
export function WhoAsks() {
  const queries = useQueryClient();
  const session = useSession().data;
  if (!session || 'mayUseProvider' in session) return null;
  return (
    <Text size="xs" c="dimmed" p="xs" component="div">
      {session.actor}, {session.role} · <a href="/api/docs">API</a>
      {(session.signedIn === true || hasSignedIn()) && (
        <>
          <br />
          <button
            type="button"
            className="link-button"
            onClick={() => void signOut().then(() => queries.invalidateQueries({ queryKey: ['session'] }))}
          >
            Sign out
          </button>
        </>
      )}
    </Text>
  );
}
