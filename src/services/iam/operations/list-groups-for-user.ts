import type { Operation } from '../../operation.ts'
import type { ListGroupsForUserInput, ListGroupsForUserOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { groupShape } from '../shapes.ts'

/**
 * Answers the groups that the user is a member of.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html
 */
export const ListGroupsForUser: Operation<
  IamScope,
  ListGroupsForUserInput,
  ListGroupsForUserOutput
> = {
  readOnly: true,
  questions: ({ UserName }, { users }) => [users.question('iam:ListGroupsForUser', UserName)],
  perform: ({ UserName, ...input }, { users, groups }) => {
    const names = users.require(UserName).value.groups
    const { items, position } = takePage(input, listed(names, String))
    return {
      output: { Groups: items.map((name) => groupShape(groups.require(name).value)), ...position },
    }
  },
}
