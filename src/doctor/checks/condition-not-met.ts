import { conditionOf, failOn, type Check } from './check.ts'
import { allowsOf, isSilent } from './halves.ts'

/** A statement names the principal (or everybody) and the action, and its condition fails. */
export const conditionNotMet: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const conditioned = allowsOf(situation).filter(
    ({ names, action, condition }) => /subject|everybody/.test(names) && action && !condition,
  )
  return failOn('key-policy/condition-not-met', situation, conditioned, (statement) => ({
    condition: conditionOf(statement),
  }))
}
