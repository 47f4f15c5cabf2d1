import type { Operation } from '../../operation.ts'
import type { ListUserTagsInput, ListUserTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html
 */
export const ListUserTags: Operation<IamScope, ListUserTagsInput, ListUserTagsOutput> = {
  readOnly: true,
  questions: ({ UserName }, { users }) => [users.question('iam:ListUserTags', UserName)],
  perform: ({ UserName, ...input }, { users }) => {
    const { tags } = users.require(UserName).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}
