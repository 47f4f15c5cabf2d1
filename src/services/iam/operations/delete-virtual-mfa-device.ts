import type { Operation } from '../../operation.ts'
import { DeleteConflict } from '../errors.ts'
import type { DeleteVirtualMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes a virtual MFA device that is nobody's.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html
 */
export const DeleteVirtualMFADevice: Operation<IamScope, DeleteVirtualMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ SerialNumber }, { mfaDevices }) => [
    mfaDevices.question('iam:DeleteVirtualMFADevice', SerialNumber),
  ],
  perform: ({ SerialNumber }, { mfaDevices }) => {
    const device = mfaDevices.require(SerialNumber)
    if (device.value.use) throw DeleteConflict('MFA VirtualDevice in use. Must deactivate first.')
    return { changes: [mfaDevices.remove(device)] }
  },
}
