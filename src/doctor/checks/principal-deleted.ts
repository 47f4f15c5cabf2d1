import type { NamedPrincipal } from '../evidence/named-principals.ts'
import { principalsNamedBy, shortName } from '../principals.ts'
import { isGone } from '../rebuild.ts'
import { statementsOf } from '../examine.ts'
import type { Situation } from '../situation.ts'
import { fail, type Check } from './check.ts'
import { isOwnName, isSilent } from './halves.ts'

/**
 * The key policy names a principal that is gone. KMS keeps unique ids: a principal made again
 * under the same name is somebody else.
 */
export const principalDeleted: Check = (situation) => {
  const { known, decision } = situation
  if (known === undefined || decision?.outcome === 'allow') return undefined
  const gone = known.named.filter(({ fate, value }) => {
    return isGone(fate) && isMeantForTheAction(situation, value)
  })
  const own = gone.find((principal) => wasMeantForSubject(situation, principal))
  const first = own ?? gone[0]
  if (first === undefined) return undefined
  // Where IAM policies count, only one that was the asker itself makes a difference.
  if (own === undefined && !isSilent(situation)) return undefined
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
  if (isOwnName(situation, value)) return true
  const put = situation.evidence.versions.at(-1)
  if (put === undefined || situation.known?.source !== 'current') return false
  const names = statementsOf(put.json).flatMap(principalsNamedBy)
  return value.startsWith('A') && names.some((name) => isOwnName(situation, name))
}
