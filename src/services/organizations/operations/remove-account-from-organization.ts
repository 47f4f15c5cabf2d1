import type { Operation } from '../../operation.ts'
import type { RemoveAccountFromOrganizationInput } from '../model.ts'
import { onNode } from '../questions.ts'
import { withoutMember } from '../resources/without-member.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Takes an account out of the organization: it stands alone again.
 *
 * UNLIKE AWS: an account that was made there may be removed at once, and without means of payment.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
 */
export const RemoveAccountFromOrganization: Operation<
  OrganizationsScope,
  RemoveAccountFromOrganizationInput,
  void
> = {
  readOnly: false,
  questions: ({ AccountId }, scope) => [
    onNode('organizations:RemoveAccountFromOrganization', AccountId, scope),
  ],
  perform: ({ AccountId }, scope) => ({
    changes: [withoutMember(scope.asManagement(), AccountId)],
  }),
}
