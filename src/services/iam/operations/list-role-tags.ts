import type { Operation } from '../../operation.ts'
import type { ListRoleTagsInput, ListRoleTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
 */
export const ListRoleTags: Operation<IamScope, ListRoleTagsInput, ListRoleTagsOutput> = {
  readOnly: true,
  questions: ({ RoleName }, { roles }) => [roles.question('iam:ListRoleTags', RoleName)],
  perform: ({ RoleName, ...input }, { roles }) => {
    const { tags } = roles.require(RoleName).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}
