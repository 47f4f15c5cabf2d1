import type { Operation } from '../../operation.ts'
import type { UntagInstanceProfileInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the instance profile; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html
 */
export const UntagInstanceProfile: Operation<IamScope, UntagInstanceProfileInput, void> = {
  readOnly: false,
  questions: ({ InstanceProfileName, TagKeys }, { instanceProfiles }) => [
    instanceProfiles.question('iam:UntagInstanceProfile', InstanceProfileName, {
      'aws:TagKeys': TagKeys,
    }),
  ],
  perform: ({ InstanceProfileName, TagKeys }, { instanceProfiles }) => {
    const profile = instanceProfiles.require(InstanceProfileName)
    return { changes: [instanceProfiles.put(profile, withoutTags(profile.value, TagKeys))] }
  },
}
