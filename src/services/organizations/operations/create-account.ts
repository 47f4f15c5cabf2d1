import type { Operation } from '../../operation.ts'
import type { CreateAccountInput, CreateAccountOutput } from '../model.ts'
import { onAnything, requestTagContext, withTagging } from '../questions.ts'
import { newAccount } from '../resources/new-account.ts'
import { creationView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Opens an account in the organization, below its root, with a role that the management account can
 * assume to administer it. AWS answers before the account is there, and
 * DescribeCreateAccountStatus tells when it is: here, with the next request.
 *
 * UNLIKE AWS: the root user of the new account has an access key from the start, and there is no
 * `CreateAccountResult` event.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export const CreateAccount: Operation<OrganizationsScope, CreateAccountInput, CreateAccountOutput> =
  {
    readOnly: false,
    questions: ({ Tags }, scope) =>
      withTagging(onAnything('organizations:CreateAccount', scope, requestTagContext(Tags)), Tags),
    perform(input, scope) {
      const { creation, ...made } = newAccount(input, scope.asManagement(), scope)
      const { Id, AccountName, RequestedTimestamp } = creationView(creation)
      const CreateAccountStatus = {
        Id,
        AccountName,
        State: 'IN_PROGRESS',
        RequestedTimestamp,
      } as const
      return { output: { CreateAccountStatus }, ...made }
    },
  }
