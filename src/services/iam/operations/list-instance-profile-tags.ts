import type { Operation } from '../../operation.ts'
import type { ListInstanceProfileTagsInput, ListInstanceProfileTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the instance profile.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html
 */
export const ListInstanceProfileTags: Operation<
  IamScope,
  ListInstanceProfileTagsInput,
  ListInstanceProfileTagsOutput
> = {
  readOnly: true,
  questions: ({ InstanceProfileName }, { instanceProfiles }) => [
    instanceProfiles.question('iam:ListInstanceProfileTags', InstanceProfileName),
  ],
  perform: ({ InstanceProfileName, ...input }, { instanceProfiles }) => {
    const { tags } = instanceProfiles.require(InstanceProfileName).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}
