import type { Operation } from '../../operation.ts'
import { withAttached } from '../attachments.ts'
import type { AttachUserPolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'

/**
 * Attaches a managed policy to the user; attaching it twice changes nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
 */
export const AttachUserPolicy: Operation<IamScope, AttachUserPolicyInput, void> = {
  readOnly: false,
  questions: ({ UserName, PolicyArn }, { users }) => [
    users.question('iam:AttachUserPolicy', UserName, policyContext(PolicyArn)),
  ],
  perform: ({ UserName, PolicyArn }, { users, policies }) => {
    const user = users.require(UserName)
    return { changes: [users.put(user, withAttached('user', user.value, PolicyArn, policies))] }
  },
}
