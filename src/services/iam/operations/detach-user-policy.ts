import type { Operation } from '../../operation.ts'
import { withoutAttached } from '../attachments.ts'
import type { DetachUserPolicyInput } from '../model.ts'
import { policyContext } from '../context-keys.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes a managed policy off the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html
 */
export const DetachUserPolicy: Operation<IamScope, DetachUserPolicyInput, void> = {
  readOnly: false,
  questions: ({ UserName, PolicyArn }, { users }) => [
    users.question('iam:DetachUserPolicy', UserName, policyContext(PolicyArn)),
  ],
  perform: ({ UserName, PolicyArn }, { users }) => {
    const user = users.require(UserName)
    return { changes: [users.put(user, withoutAttached(user.value, PolicyArn))] }
  },
}
