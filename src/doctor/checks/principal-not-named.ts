import { isOfService } from '../principals.ts'
import { fail, type Check } from './check.ts'
import {
  isForeign,
  isSilent,
  isWithoutDelegationByDesign,
  namingAccount,
  namingSubject,
} from './halves.ts'

/** There is no delegation by design, and the key policy names others. */
export const principalNotNamed: Check = (situation) => {
  if (!isSilent(situation) || isForeign(situation)) return undefined
  if (isOfService(situation.actor.principal)) return undefined
  if (namingSubject(situation).length > 0 || namingAccount(situation).length > 0) return undefined
  if (!isWithoutDelegationByDesign(situation)) return undefined
  return fail('key-policy/principal-not-named', situation, { evidence: ['key policy'] })
}
