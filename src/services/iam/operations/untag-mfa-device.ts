import type { Operation } from '../../operation.ts'
import type { UntagMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the MFA device; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html
 */
export const UntagMFADevice: Operation<IamScope, UntagMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ SerialNumber, TagKeys }, { mfaDevices }) => [
    mfaDevices.question('iam:UntagMFADevice', SerialNumber, { 'aws:TagKeys': TagKeys }),
  ],
  perform: ({ SerialNumber, TagKeys }, { mfaDevices }) => {
    const device = mfaDevices.require(SerialNumber)
    return { changes: [mfaDevices.put(device, withoutTags(device.value, TagKeys))] }
  },
}
