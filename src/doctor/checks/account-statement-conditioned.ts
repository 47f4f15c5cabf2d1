import { conditionOf, failOn, type Check } from './check.ts'
import { isSilent, namingAccount } from './halves.ts'

/** The key policy delegates this action under a condition that the request does not meet. */
export const accountStatementConditioned: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const conditioned = namingAccount(situation).filter(
    ({ action, condition }) => action && !condition,
  )
  return failOn(
    'key-policy/account-statement-conditioned',
    situation,
    conditioned,
    (statement) => ({
      condition: conditionOf(statement),
    }),
  )
}
