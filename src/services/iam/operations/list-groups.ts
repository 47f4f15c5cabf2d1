import type { Operation } from '../../operation.ts'
import type { ListGroupsInput, ListGroupsOutput } from '../model.ts'
import { onPath } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { groupShape } from '../shapes.ts'

/**
 * Answers the groups whose path begins with the prefix.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html
 */
export const ListGroups: Operation<IamScope, ListGroupsInput, ListGroupsOutput> = {
  readOnly: true,
  questions: (input, scope) => [onPath('iam:ListGroups', 'group', input, scope)],
  perform: (input, { groups }) => {
    const { items, position } = groups.list(input)
    return { output: { Groups: items.map(groupShape), ...position } }
  },
}
