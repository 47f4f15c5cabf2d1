import { isUnseen, reasonOf } from '../evidence/answer.ts'
import { fail, unknown, type Check } from './check.ts'
import { isForeign, isSilent, saidSilent } from './halves.ts'

/** Another account's principal asks, and the half of the key's owner is missing. */
export const foreignAccountNotNamed: Check = (situation) => {
  const { answered, known, request, actor, evidence } = situation
  if (!isForeign(situation) || request.sameAccountOnly === true) return undefined
  const facts = { foreignAccount: actor.principal.account ?? '' }
  const id = 'key-policy/foreign-account-not-named'
  if (isSilent(situation)) return fail(id, situation, { facts, evidence: ['key policy'] })
  // AWS tells another account no more than that the owner's side did not say yes.
  if (typeof answered === 'object' && saidSilent(situation)) {
    return fail(id, situation, { facts, evidence: [answered.sentence] })
  }
  if (known !== undefined || answered !== undefined) return undefined
  const refusals = [evidence.key.description, evidence.keyPolicy]
  return unknown(id, situation, {
    facts,
    evidence: refusals.flatMap((answer) => (isUnseen(answer) ? [reasonOf(answer)] : [])),
  })
}
