import type { Operation } from '../../operation.ts'
import { membersOf, withRenamedGroup } from '../membership.ts'
import type { UpdateGroupInput } from '../model.ts'
import { onTarget } from '../questions.ts'
import type { IamScope } from '../scope.ts'

/**
 * Gives a group another name or path. Its members stay its members.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html
 */
export const UpdateGroup: Operation<IamScope, UpdateGroupInput, void> = {
  readOnly: false,
  questions: ({ GroupName, NewGroupName, NewPath }, scope) => {
    const target = { name: NewGroupName, path: NewPath }
    return [
      scope.groups.question('iam:UpdateGroup', GroupName),
      onTarget('iam:UpdateGroup', scope.groups, GroupName, target, scope),
    ]
  },
  perform: ({ GroupName, NewGroupName, NewPath }, { groups, users, store }) => {
    const group = groups.require(GroupName)
    const { name, path } = group.value
    const next = { ...group.value, name: NewGroupName ?? name, path: NewPath ?? path }
    const members = [...membersOf(store, group.value)].map((member) =>
      users.put(member, withRenamedGroup(member.value, group.value, next)),
    )
    return { changes: [...groups.move(group, next), ...members] }
  },
}
