import type { Operation } from '../../operation.ts'
import { existingOwner, onUserOrCaller } from '../caller-as-user.ts'
import type { DeleteAccessKeyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes an access key; without a user name, one of the caller.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
 */
export const DeleteAccessKey: Operation<IamScope, DeleteAccessKeyInput, void> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:DeleteAccessKey', UserName, scope)],
  perform: ({ UserName, AccessKeyId }, scope) => {
    const key = scope.accessKeys.require(existingOwner(UserName, scope), AccessKeyId)
    return { changes: [scope.accessKeys.remove(key)] }
  },
}
