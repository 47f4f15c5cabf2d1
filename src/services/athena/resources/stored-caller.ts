// Who started a query, as a row keeps it: the query is run in that caller's name.

import type { AccountId } from '../../../base/account-id.ts'
import type { Caller, CallerSession, CallingService } from '../../../base/caller.ts'
import type { CallingPrincipal } from '../../../base/principal.ts'

export interface StoredCaller {
  readonly principal: CallingPrincipal
  readonly account: AccountId
  readonly accessKeyId?: string
  readonly session?: StoredSession
}

/** Times are ISO 8601, as in every row. */
interface StoredSession extends Omit<CallerSession, 'createdAt' | 'expiresAt'> {
  readonly createdAt: string
  readonly expiresAt: string
}

const NAME = 'athena.amazonaws.com'

/** Athena, where it calls another service in the name of its caller. */
export const ATHENA: CallingService = { service: 'athena', invokedBy: NAME, calledVia: NAME }

export function storedCaller({ principal, account, accessKeyId, session }: Caller): StoredCaller {
  return {
    principal,
    account,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(session && {
      session: {
        ...session,
        createdAt: session.createdAt.toISOString(),
        expiresAt: session.expiresAt.toISOString(),
      },
    }),
  }
}

/** The caller again, through Athena. Its policies are those in force when it is asked for. */
export function callerThroughAthena({ session, ...stored }: StoredCaller): Caller {
  return {
    ...stored,
    ...(session && {
      session: {
        ...session,
        createdAt: new Date(session.createdAt),
        expiresAt: new Date(session.expiresAt),
      },
    }),
    via: ATHENA,
    calledVia: [NAME],
  }
}
