import { fail, type Check } from './check.ts'
import { isForeign, isSilent } from './halves.ts'

/** Another account's principal asks, and the half of the key's owner is missing. */
export const foreignAccountNotNamed: Check = (situation) => {
  if (!isForeign(situation) || !isSilent(situation)) return undefined
  return fail('key-policy/foreign-account-not-named', situation, {
    facts: { foreignAccount: situation.actor.principal.account },
    evidence: ['key policy'],
  })
}
