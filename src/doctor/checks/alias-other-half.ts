import { fail, type Check } from './check.ts'
import { keyHalf, iamHalf } from './halves.ts'

/** An alias operation is allowed on one of the two, and needs to be on the key and on the alias. */
export const aliasOtherHalfMissing: Check = (situation) => {
  const { aliasHalf, keyArn, answered } = situation
  if (aliasHalf === undefined || answered === 'allow') return undefined
  const onAlias = aliasHalf.decision.outcome === 'allow'
  const half = keyHalf(situation)
  const onKey = half === 'names' || (half === 'delegates' && iamHalf(situation) === 'allow')
  if (onAlias === onKey || half === 'unknown' || !situation.actor.complete) return undefined
  const [allowed, missing] = onAlias ? [aliasHalf.arn, keyArn] : [keyArn, aliasHalf.arn]
  return fail('alias/other-half-missing', situation, {
    facts: { allowed, missing },
    evidence: [missing],
  })
}
