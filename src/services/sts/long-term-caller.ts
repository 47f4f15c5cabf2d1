// Who may call what with the credentials of a session that is not a role's.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html

import type { RootPrincipal, UserPrincipal } from '../../base/principal.ts'
import { AccessDenied } from './errors.ts'
import { limits } from './limits.ts'
import type { StsScope } from './scope.ts'

/** The user, or the root user, that calls with long-term credentials. */
export function requireLongTerm(
  operation: string,
  { caller: { principal, session } }: StsScope,
): RootPrincipal | UserPrincipal {
  if (!session && (principal.type === 'user' || principal.type === 'root')) return principal
  throw withSession(operation)
}

/** Sessions of users may call AssumeRole and GetCallerIdentity, federated users the latter only. */
export function requireNoUserSession(operation: string, { caller }: StsScope): void {
  const { principal, session } = caller
  if (principal.type === 'federatedUser') throw withSession(operation)
  const isUserSession = session !== undefined && principal.type !== 'assumedRole'
  if (isUserSession && operation !== 'AssumeRole') throw withSession(operation)
}

const withSession = (operation: string) =>
  AccessDenied(`Cannot call ${operation} with session credentials`)

/** Twelve hours unless asked otherwise. The root user gets an hour at most, whatever it asks. */
export function userSessionSeconds(
  { DurationSeconds: seconds = limits.userSessionSecondsDefault }: DurationInput,
  { type }: RootPrincipal | UserPrincipal,
): number {
  return type === 'root' ? Math.min(seconds, limits.rootSessionSecondsMax) : seconds
}

interface DurationInput {
  readonly DurationSeconds?: number | undefined
}

/** What the rows of these sessions hold of who began them; nothing of the root user. */
export const beginner = (principal: RootPrincipal | UserPrincipal) =>
  principal.type === 'user' && principal.uniqueId !== undefined
    ? { userId: principal.uniqueId }
    : {}
