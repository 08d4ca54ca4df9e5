import { userInfo } from 'node:os';
import { roles, type Role } from '../app/operation.ts';
import { ApiError } from './api-error.ts';

/** Who asks, and what they may do. */
export interface Caller {
  /** For the audit trail. */
  readonly actor: string;
  readonly role: Role;
  /** Environments the caller may name; left out: every one. */
  readonly environments?: readonly string[];
}

/** Finds out who asks. Throws `ApiError` where nobody who may. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/** On loopback anyone who asks is on this machine, and may do what its owner may. */
export function anybodyHere(): Authenticate {
  const { username } = userInfo();
  return () => Promise.resolve({ actor: username, role: 'admin' });
}

/** What somebody asks for, as far as it matters who may. */
interface Access {
  readonly role: Role;
  /** Every environment that the request names. */
  readonly environments: readonly string[];
  /** Whether what it shows is the same for every environment. */
  readonly ofEveryEnvironment?: boolean;
}

/** Throws `ApiError` where a caller may not do what needs a role, or not in this environment. */
export function checkAccess(caller: Caller, { role: needed, environments, ofEveryEnvironment }: Access): void {
  if (roles.indexOf(caller.role) < roles.indexOf(needed)) {
    throw new ApiError('role-too-low', `this needs the role ${needed}, and ${caller.actor} is ${caller.role}`);
  }
  const { environments: allowed } = caller;
  const other = allowed && environments.find((environment) => !allowed.includes(environment));
  if (other !== undefined) {
    throw new ApiError('other-environment', `${caller.actor} may not use the environment "${other}"`);
  }
  // A request that names none is about all of them: the audit trail, keys.
  if (allowed && environments.length === 0 && ofEveryEnvironment !== true) {
    throw new ApiError('other-environment', `${caller.actor} may only use ${allowed.join(', ')}`);
  }
}
