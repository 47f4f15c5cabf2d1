import { failOn, type Check } from './check.ts'
import { isSilent, namingAccount } from './halves.ts'

/** The key policy delegates to the account, but not this action. */
export const accountStatementNarrowed: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const narrowed = namingAccount(situation).filter(
    ({ action, lacks }) => !action && !lacks.includes('Action'),
  )
  const conditioned = namingAccount(situation).some(({ action }) => action)
  return conditioned
    ? undefined
    : failOn('key-policy/account-statement-narrowed', situation, narrowed)
}
