import { type Caller, callerOf } from './match/caller.ts'
import type { AuthorizationRequest } from './types.ts'

/** A request with what every statement would otherwise work out again. */
export interface Question {
  readonly request: AuthorizationRequest
  readonly caller: Caller
  /** Lower case. */
  readonly action: string
  /** The resource belongs to another account than the caller. */
  readonly isForeign: boolean
}

export function questionOf(request: AuthorizationRequest): Question {
  const caller = callerOf(request.principal, request.canonicalUserId)
  const { resourceAccount } = request
  // A caller without an account (an AWS service) is foreign nowhere: it has no second half to ask.
  const isForeign =
    caller.account !== undefined &&
    resourceAccount !== undefined &&
    caller.account !== resourceAccount
  return { request, caller, action: request.action.toLowerCase(), isForeign }
}
