import { failBySentence, failOn, type Check } from './check.ts'
import { matches } from '../situation.ts'

/** A Deny of the key policy hits the request. */
export const keyPolicyExplicitDeny: Check = (situation) => {
  const denying = situation.statements.filter(
    (statement) =>
      statement.effect === 'Deny' && statement.names !== 'others' && matches(statement),
  )
  return (
    failOn('key-policy/explicit-deny', situation, denying) ??
    failBySentence('key-policy/explicit-deny', situation, 'keyPolicy')
  )
}
