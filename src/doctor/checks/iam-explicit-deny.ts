import { matches } from '../situation.ts'
import { failBySentence, failOn, type Check } from './check.ts'

/** A Deny of an identity policy hits the request. */
export const iamExplicitDeny: Check = (situation) => {
  const denying = situation.identityStatements.filter(
    (statement) => statement.effect === 'Deny' && matches(statement),
  )
  return (
    failOn('iam/explicit-deny', situation, denying) ??
    failBySentence('iam/explicit-deny', situation, 'identity')
  )
}
