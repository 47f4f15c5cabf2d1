import { reasonOf } from '../evidence/answer.ts'
import { isOfService } from '../principals.ts'
import type { Situation } from '../situation.ts'
import { conditionOf, fail, failOn, pass, unknown, type Check } from './check.ts'
import { iamHalf, isWithoutDelegationByDesign, keyHalf } from './halves.ts'

/** No identity policy allows the action, and the key policy leaves it to them. */
export const iamNoAllow: Check = (situation) => {
  const id = 'iam/no-allow'
  if (iamHalf(situation) === 'allow') return pass(id, situation, { evidence: [] })
  if (!isNeeded(situation)) return undefined
  if (iamHalf(situation) === 'unknown') {
    const evidence = situation.evidence.subject.policies.unseen.map(reasonOf)
    return saidByAws(situation)
      ? fail(id, situation, { evidence })
      : unknown(id, situation, { evidence })
  }
  if (nearMisses(situation).some(({ action }) => action)) return undefined
  return fail(id, situation, { evidence: situation.actor.identity.map(({ name }) => name) })
}

/** An identity policy allows the action under a condition that the request does not meet. */
export const iamConditionNotMet: Check = (situation) => {
  if (!isNeeded(situation) || iamHalf(situation) !== 'silent') return undefined
  const near = nearMisses(situation).filter(({ resource, condition }) => resource && !condition)
  return failOn('iam/condition-not-met', situation, near, (statement) => ({
    condition: conditionOf(statement),
  }))
}

/** An identity policy allows the action on an alias, another key, Region or account. */
export const iamResourceMismatch: Check = (situation) => {
  if (!isNeeded(situation) || iamHalf(situation) !== 'silent') return undefined
  const near = nearMisses(situation)
  if (near.some(({ resource }) => resource)) return undefined
  return failOn('iam/resource-mismatch', situation, near, ({ json }) => ({
    resource: [json.Resource].flat().join(', '),
  }))
}

/** Statements that allow the action and were meant for keys. */
function nearMisses({ identityStatements }: Situation) {
  return identityStatements.filter(
    ({ effect, action, resource, json }) =>
      effect === 'Allow' &&
      action &&
      (resource || /:kms:/.test(JSON.stringify(json.Resource ?? ''))),
  )
}

/** The principal is not named itself: without IAM's half nothing allows. */
function isNeeded(situation: Situation): boolean {
  if (isOfService(situation.actor.principal)) return false
  if (saidByAws(situation)) return true
  const half = keyHalf(situation)
  if (situation.known === undefined || half === 'names') return false
  return half === 'delegates' || !isWithoutDelegationByDesign(situation)
}

function saidByAws({ answered }: Situation): boolean {
  return typeof answered === 'object' && answered.layer === 'identity' && !answered.explicit
}
