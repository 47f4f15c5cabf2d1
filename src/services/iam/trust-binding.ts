// A role's trust policy on its way into the store and out of it.

import { mapPrincipals } from '../../policy/index.ts'
import type { StoreView } from '../../store/store.ts'
import { documentChars, readStored, requireTrustPolicy } from './documents.ts'
import { MalformedPolicyDocument, quotaExceeded } from './errors.ts'
import { limits } from './limits.ts'
import { boundName, readablePrincipal } from './principal-binding.ts'

/** The text that a role's row holds: unique ids in place of the ARNs of users and roles. */
export function storedTrustPolicy(store: StoreView, text: string): string {
  const document = requireTrustPolicy(text)
  const max = limits.trustPolicyCharsMax
  if (documentChars(text) > max) throw quotaExceeded('ACLSizePerRole', max)
  const bound = mapPrincipals(document, (principal) => boundPrincipal(store, principal))
  return JSON.stringify(bound.json)
}

/** The stored text with ARNs again. */
export function readTrustPolicy(store: StoreView, stored: string): string {
  const document = readStored(stored)
  const readable = mapPrincipals(document, (principal) => readablePrincipal(store, principal))
  return JSON.stringify(readable.json)
}

function boundPrincipal(store: StoreView, principal: string): string {
  if (principal === '*') return principal
  const bound = boundName(store, principal)
  if (bound === undefined) {
    throw MalformedPolicyDocument(`Invalid principal in policy: "AWS":"${principal}"`)
  }
  return bound
}
