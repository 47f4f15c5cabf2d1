import type { Operation } from '../../operation.ts'
import { EntityAlreadyExists, quotaExceeded } from '../errors.ts'
import { limits } from '../limits.ts'
import { synchronized } from '../mfa/device-use.ts'
import { devicesOf, wrongCodes } from '../mfa/user-devices.ts'
import type { EnableMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import type { UserRow } from '../tables.ts'

/**
 * Gives a virtual MFA device to a user, who has it at hand: two codes in a row prove that.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
 */
export const EnableMFADevice: Operation<IamScope, EnableMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:EnableMFADevice', UserName)],
  perform: (input, scope) => {
    const { users, mfaDevices, now } = scope
    const user = users.require(input.UserName).value
    const device = mfaDevices.require(input.SerialNumber)
    if (device.value.use) throw EntityAlreadyExists('MFA Device already in use.')
    requireRoom(user, scope)
    const codes = [input.AuthenticationCode1, input.AuthenticationCode2] as const
    const met = synchronized(device, codes, limits.mfaEnableStepsMax, scope)
    if (!met) throw wrongCodes()
    const use = { userId: user.uniqueId, enabledAt: now.toISOString(), ...met }
    return { changes: [mfaDevices.put(device, { ...device.value, use })] }
  },
}

function requireRoom(user: UserRow, { store }: IamScope): void {
  const max = limits.mfaDevicesPerUserMax
  if ([...devicesOf(store, user)].length >= max) throw quotaExceeded('MFADevicesPerUser', max)
}
