import type { Operation } from '../../operation.ts'
import { membersOf } from '../membership.ts'
import type { GetGroupInput, GetGroupOutput } from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { groupShape, userShape } from '../shapes.ts'

/**
 * Answers a group and its members.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html
 */
export const GetGroup: Operation<IamScope, GetGroupInput, GetGroupOutput> = {
  readOnly: true,
  questions: ({ GroupName }, { groups }) => [groups.question('iam:GetGroup', GroupName)],
  perform: ({ GroupName, ...input }, { groups, store }) => {
    const group = groups.require(GroupName).value
    const { items, position } = takePage(input, (after) => membersOf(store, group, after))
    return { output: { Group: groupShape(group), Users: items.map(userShape), ...position } }
  },
}
