import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import { synchronized } from '../mfa/device-use.ts'
import { requireDeviceOf, wrongCodes } from '../mfa/user-devices.ts'
import type { ResyncMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Finds out anew how far the clock of a user's MFA device is off, by two codes in a row.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html
 */
export const ResyncMFADevice: Operation<IamScope, ResyncMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:ResyncMFADevice', UserName)],
  perform: (input, scope) => {
    const { users, mfaDevices } = scope
    const user = users.require(input.UserName).value
    const { row, use } = requireDeviceOf(user, input.SerialNumber, scope)
    const codes = [input.AuthenticationCode1, input.AuthenticationCode2] as const
    const met = synchronized(row, codes, limits.mfaResyncStepsMax, scope)
    if (!met || met.usedStep <= use.usedStep) throw wrongCodes()
    return { changes: [mfaDevices.put(row, { ...row.value, use: { ...use, ...met } })] }
  },
}
