import { parseArn } from '../../base/arn.ts'
import { entityNameOf } from '../evidence/entity.ts'
import { principalsNamedBy, shortName } from '../principals.ts'
import type { Situation } from '../situation.ts'
import { fail, type Check } from './check.ts'
import { allowsOf, isOwnName, isSilent } from './halves.ts'

/** The key policy names one who is easily taken for the caller: another session or account. */
export const otherIdentity: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const allowing = allowsOf(situation).filter(({ action, names }) => action && names === 'others')
  const names = allowing.flatMap(({ json }) => principalsNamedBy(json))
  const likeness = names.find((name) => isAlike(situation, name))
  if (likeness === undefined) return undefined
  return fail('principal/other-identity', situation, {
    facts: { other: shortName(likeness), otherArn: likeness },
    evidence: [likeness, situation.actor.principal.arn],
  })
}

function isAlike(situation: Situation, name: string): boolean {
  const { arn } = situation.actor.principal
  const [one, other] = [entityNameOf(name), entityNameOf(arn)]
  if (one === undefined || isOwnName(situation, name)) return false
  const sameName = one.kind === other?.kind && one.name === other.name
  const otherSession = name.includes(':assumed-role/') && name !== arn
  return sameName && (otherSession || parseArn(name)?.account !== parseArn(arn)?.account)
}
