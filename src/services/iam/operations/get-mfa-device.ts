import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { NoSuchEntity } from '../errors.ts'
import { deviceShape, requireDeviceOf } from '../mfa/user-devices.ts'
import type { GetMFADeviceInput, GetMFADeviceOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers an MFA device of a user; without a name, of the caller.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html
 */
export const GetMFADevice: Operation<IamScope, GetMFADeviceInput, GetMFADeviceOutput> = {
  readOnly: true,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:GetMFADevice', UserName, scope)],
  perform: ({ UserName, SerialNumber }, scope) => {
    const name = userOrCaller(UserName, scope)
    if (name === undefined) throw NoSuchEntity('MFA Device invalid for user.')
    const user = scope.users.require(name).value
    return { output: deviceShape(user, requireDeviceOf(user, SerialNumber, scope).row) }
  },
}
