import { conditionOf, failOn, type Check } from './check.ts'
import { isSilent, namingSubject } from './halves.ts'

/** A statement names the principal and the action, and its condition fails. */
export const conditionNotMet: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const conditioned = namingSubject(situation).filter(
    ({ action, condition }) => action && !condition,
  )
  return failOn('key-policy/condition-not-met', situation, conditioned, (statement) => ({
    condition: conditionOf(statement),
  }))
}
