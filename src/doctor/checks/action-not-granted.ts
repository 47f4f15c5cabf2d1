import { failOn, type Check } from './check.ts'
import { isSilent, namingSubject } from './halves.ts'

/** The key policy names the principal, but not for this action. */
export const actionNotGranted: Check = (situation) => {
  if (!isSilent(situation)) return undefined
  const naming = namingSubject(situation)
  if (naming.some(({ action }) => action)) return undefined
  const others = naming.filter(({ action, lacks }) => !action && !lacks.includes('Action'))
  return failOn('key-policy/action-not-granted', situation, others)
}
