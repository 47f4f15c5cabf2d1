import { fail, type Check } from './check.ts'
import { isForeign } from './halves.ts'

/** The operation never works on another account's key, whatever the policies say. */
export const notCrossAccount: Check = (situation) => {
  if (!isForeign(situation) || situation.request.sameAccountOnly !== true) return undefined
  return fail('operation/not-cross-account', situation, {
    facts: { foreignAccount: situation.actor.principal.account ?? '' },
    evidence: [situation.keyArn],
  })
}
