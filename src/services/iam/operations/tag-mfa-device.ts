import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagMFADeviceInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the MFA device, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html
 */
export const TagMFADevice: Operation<IamScope, TagMFADeviceInput, void> = {
  readOnly: false,
  questions: ({ SerialNumber, Tags }, { mfaDevices }) => [
    mfaDevices.question('iam:TagMFADevice', SerialNumber, requestTagContext(Tags)),
  ],
  perform: ({ SerialNumber, Tags }, { mfaDevices }) => {
    const device = mfaDevices.require(SerialNumber)
    return { changes: [mfaDevices.put(device, withTags(device.value, Tags))] }
  },
}
