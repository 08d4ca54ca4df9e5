import { roleNamed } from '../../app/operation.ts';
import type { Sessions } from '../../ports/sessions.ts';
import type { Authenticate } from '../access.ts';
import { ApiError } from '../api-error.ts';
import { sessionIn } from '../cookies.ts';
import { looksLikeToken, type machineTokens } from './machine-tokens.ts';
import { hashOf } from './sign-in.ts';

/** Lets in who has a session, a token of the provider, or a key. */
export function signedInOrKeys(ways: {
  readonly usableSession: Sessions['usableSession'];
  readonly ofToken: ReturnType<typeof machineTokens>;
  readonly ofKey: Authenticate;
}): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) {
      throw new ApiError('not-signed-in', 'sign in at /sign-in, or send a key: Authorization: Bearer <key>');
    }
    const token = sessionIn(authorization);
    if (token !== undefined) {
      const session = await ways.usableSession(hashOf(token));
      if (!session) throw new ApiError('not-signed-in', 'this session is over; sign in again at /sign-in');
      const { actor, role, environments } = session;
      return { actor, role: roleNamed(role), ...(environments ? { environments } : {}) };
    }
    const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    return bearer !== undefined && looksLikeToken(bearer) ? ways.ofToken(bearer) : ways.ofKey(authorization);
  };
}
