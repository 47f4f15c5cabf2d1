import type { Operation } from '../../operation.ts'
import type { ListMFADeviceTagsInput, ListMFADeviceTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the MFA device.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html
 */
export const ListMFADeviceTags: Operation<
  IamScope,
  ListMFADeviceTagsInput,
  ListMFADeviceTagsOutput
> = {
  readOnly: true,
  questions: ({ SerialNumber }, { mfaDevices }) => [
    mfaDevices.question('iam:ListMFADeviceTags', SerialNumber),
  ],
  perform: ({ SerialNumber, ...input }, { mfaDevices }) => {
    const { tags } = mfaDevices.require(SerialNumber).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}
