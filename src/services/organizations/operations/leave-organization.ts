import type { Operation } from '../../operation.ts'
import { onAnything } from '../questions.ts'
import { withoutMember } from '../resources/without-member.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Takes the caller's account out of its organization: it stands alone again.
 *
 * UNLIKE AWS: an account that was made there may leave at once, and without means of payment.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html
 */
export const LeaveOrganization: Operation<OrganizationsScope, void, void> = {
  readOnly: false,
  questions: (_input, scope) => [onAnything('organizations:LeaveOrganization', scope)],
  perform: (_input, scope) => ({
    changes: [withoutMember(scope.requireOrganization(), scope.account)],
  }),
}
