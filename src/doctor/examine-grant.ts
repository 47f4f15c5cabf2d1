// One grant, element by element: whether it is the asker's, covers the operation, and is met.

import { decide, type AuthorizationRequest, type Grant } from '../policy/index.ts'
import type { KeyGrant } from './evidence/grants.ts'
import { named } from './examine.ts'
import { identityArn, type AskingPrincipal } from './principals.ts'

export interface ExaminedGrant {
  readonly grant: KeyGrant
  /** The asker is its grantee. */
  readonly grantee: boolean
  readonly operation: boolean
  readonly constraints: boolean
}

const everything = named('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

/** Every answer is the engine's: a grant is asked with all but one element opened wide. */
export function examineGrant(
  grant: KeyGrant,
  request: AuthorizationRequest,
  principal: AskingPrincipal,
): ExaminedGrant {
  const operation = request.action.slice(request.action.indexOf(':') + 1)
  const { constraints, ...unconstrained } = grant
  const granteePrincipal = identityArn(principal)
  return {
    grant,
    grantee: isMet({ ...unconstrained, operations: [operation] }, request),
    operation: grant.operations.some((one) => one.toLowerCase() === operation.toLowerCase()),
    constraints:
      constraints === undefined ||
      isMet({ ...grant, granteePrincipal, operations: [operation] }, request),
  }
}

function isMet(grant: Grant, request: AuthorizationRequest): boolean {
  const nothing = { Version: '2012-10-17', Statement: [] }
  const decision = decide(request, {
    identity: [everything],
    resource: { ...named('key policy', nothing), kind: 'keyPolicy' },
    serviceControl: [],
    resourceControl: [],
    grants: [grant],
  })
  return decision.outcome === 'allow'
}
