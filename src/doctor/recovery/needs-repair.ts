// Whether the key policy keeps the principal out: of what it needs back, the first that is denied.

import { outcomeOf } from '../diagnosis.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import { situationOf, type Situation } from '../situation.ts'
import { RecoveryProblem } from './problem.ts'

/** Changing is what the principal needs back; where that works, reading. */
export function situationFor(evidence: Evidence): Situation {
  const situations = [PUT_KEY_POLICY, 'kms:GetKeyPolicy'].flatMap((action) => {
    const situation = situationOf(evidence, action)
    return situation ? [withoutOutdated(situation)] : []
  })
  const situation = situations.find((one) => needsRepair(one)) ?? situations[0]
  if (situation === undefined) {
    throw new RecoveryProblem('noPrincipal', { facts: { principal: evidence.subject.arn } })
  }
  return situation
}

/** A denial in the event history says nothing of a policy in force that allows by now. */
function withoutOutdated(situation: Situation): Situation {
  const { answered, decision, known } = situation
  const isOfBefore =
    typeof answered === 'object' &&
    known?.source === 'current' &&
    decision?.outcome === 'allow' &&
    (answered.layer === 'keyPolicy' || answered.layer === 'identity')
  return isOfBefore ? { ...situation, answered: undefined } : situation
}

export function needsRepair(situation: Situation): boolean {
  const outcome = outcomeOf(situation)
  const { known, decision } = situation
  // The key policy has done its half, and what IAM says could not be seen.
  const isForIam = known?.source === 'current' && decision?.layer === 'identity'
  return outcome !== 'allow' && !(outcome === 'unknown' && isForIam)
}
