import type { Operation } from '../../operation.ts'
import type { DescribeAccountInput, DescribeAccountOutput } from '../model.ts'
import { onNode } from '../questions.ts'
import { accountView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Tells of an account of the organization.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html
 */
export const DescribeAccount: Operation<
  OrganizationsScope,
  DescribeAccountInput,
  DescribeAccountOutput
> = {
  readOnly: true,
  questions: ({ AccountId }, scope) => [onNode('organizations:DescribeAccount', AccountId, scope)],
  perform({ AccountId }, scope) {
    const organization = scope.asAdministrator()
    const member = organization.requireMember(AccountId)
    return { output: { Account: accountView(organization, member.value) } }
  },
}
