import type { Operation } from '../../operation.ts'
import { existingOwner, onUserOrCaller } from '../caller-as-user.ts'
import { ValidationError } from '../errors.ts'
import type { UpdateAccessKeyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Sets an access key to Active or Inactive; without a user name, one of the caller.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
 */
export const UpdateAccessKey: Operation<IamScope, UpdateAccessKeyInput, void> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:UpdateAccessKey', UserName, scope)],
  perform: ({ UserName, AccessKeyId, Status }, scope) => {
    if (Status === 'Expired') throw ValidationError(CANNOT_EXPIRE)
    const key = scope.accessKeys.require(existingOwner(UserName, scope), AccessKeyId)
    return { changes: [scope.accessKeys.put(key, { ...key.value, status: Status })] }
  },
}

// The model lists a third value, which only AWS itself sets.
const CANNOT_EXPIRE =
  "1 validation error detected: Value 'Expired' at 'status' failed to satisfy constraint: " +
  'Member must satisfy enum value set: [Active, Inactive]'
