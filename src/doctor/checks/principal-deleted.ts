import type { NamedPrincipal } from '../evidence/named-principals.ts'
import { identityArn, principalsNamedBy, shortName } from '../principals.ts'
import { isGone } from '../rebuild.ts'
import { statementsOf } from '../examine.ts'
import type { Situation } from '../situation.ts'
import { fail, type Check } from './check.ts'
import { isOwnName, isSilent, keyHalf } from './halves.ts'

/**
 * The key policy names a principal that is gone. KMS keeps unique ids: a principal made again
 * under the same name is somebody else.
 */
export const principalDeleted: Check = (situation) => {
  const { known, decision } = situation
  if (known === undefined || decision?.outcome === 'allow') return undefined
  if (keyHalf(situation) === 'names') return undefined
  const gone = known.named.filter(({ fate, value }) => {
    return isGone(fate) && isMeantForTheAction(situation, value)
  })
  const own = gone.find((principal) => wasMeantForSubject(situation, principal))
  // Where IAM policies count, others who are gone explain nothing.
  const first = own ?? (isSilent(situation) ? gone[0] : undefined)
  if (first === undefined) return undefined
  return fail('key-policy/principal-deleted', situation, {
    facts: {
      gone: shortName(first.value),
      fate: first.fate,
      meant: own === undefined ? 'others' : 'asker',
    },
    evidence: gone.map(({ value }) => value),
  })
}

/** It stands in a statement that would have allowed the action. */
function isMeantForTheAction({ known, statements }: Situation, value: string): boolean {
  const named = statementsOf(known?.json ?? {})
  return statements.some(
    ({ effect, action, index }) =>
      effect === 'Allow' && action && principalsNamedBy(named[index] ?? {}).includes(value),
  )
}

/** By its name; for a bare unique id, by the name that the same policy held when it was put. */
export function wasMeantForSubject(situation: Situation, { value }: NamedPrincipal): boolean {
  if (isOwnName(situation, value) || isOfSamePermissionSet(situation, value)) return true
  const put = situation.evidence.versions.at(-1)
  if (put === undefined || situation.known?.source !== 'current') return false
  const names = statementsOf(put.json).flatMap(principalsNamedBy)
  return (
    value.startsWith('A') &&
    names.some((name) => isOwnName(situation, name) || isOfSamePermissionSet(situation, name))
  )
}

/**
 * IAM Identity Center makes the role of a permission set again under another suffix, so that the
 * old role's name in a key policy means nobody: `AWSReservedSSO_Admin_0123456789abcdef`.
 */
function isOfSamePermissionSet({ actor }: Situation, value: string): boolean {
  const [old, own] = [value, identityArn(actor.principal)].map(
    (arn) => /(?:^|\/)AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(arn)?.[1],
  )
  return old !== undefined && old === own
}
