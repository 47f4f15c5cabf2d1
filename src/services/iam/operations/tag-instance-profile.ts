import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagInstanceProfileInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the instance profile, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html
 */
export const TagInstanceProfile: Operation<IamScope, TagInstanceProfileInput, void> = {
  readOnly: false,
  questions: ({ InstanceProfileName, Tags }, { instanceProfiles }) => [
    instanceProfiles.question(
      'iam:TagInstanceProfile',
      InstanceProfileName,
      requestTagContext(Tags),
    ),
  ],
  perform: ({ InstanceProfileName, Tags }, { instanceProfiles }) => {
    const profile = instanceProfiles.require(InstanceProfileName)
    return { changes: [instanceProfiles.put(profile, withTags(profile.value, Tags))] }
  },
}
