import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { NoSuchEntity } from '../errors.ts'
import { requireDeviceOf } from '../mfa/user-devices.ts'
import type { DeactivateMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes an MFA device from its user. Sessions that were begun with it stay what they are.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html
 */
export const DeactivateMFADevice: Operation<IamScope, DeactivateMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:DeactivateMFADevice', UserName, scope)],
  perform: ({ UserName, SerialNumber }, scope) => {
    const { users, mfaDevices } = scope
    const name = userOrCaller(UserName, scope)
    if (name === undefined) throw NoSuchEntity('MFA Device invalid for user.')
    const { row } = requireDeviceOf(users.require(name).value, SerialNumber, scope)
    const { use: _use, ...nobodys } = row.value
    return { changes: [mfaDevices.put(row, nobodys)] }
  },
}
