import type { Operation } from '../../operation.ts'
import type { CreateGroupInput, CreateGroupOutput } from '../model.ts'
import { newIdentity } from '../new-identity.ts'
import { onNew } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { groupShape } from '../shapes.ts'

/**
 * Makes a group without members.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html
 */
export const CreateGroup: Operation<IamScope, CreateGroupInput, CreateGroupOutput> = {
  readOnly: false,
  questions: ({ GroupName, Path }, scope) => onNew('group', { name: GroupName, path: Path }, scope),
  perform: ({ GroupName, Path }, scope) => {
    scope.groups.requireRoom(GroupName)
    const group = newIdentity(scope, 'AGPA', { name: GroupName, path: Path })
    return {
      output: { Group: groupShape(group) },
      changes: [scope.groups.put(undefined, group)],
    }
  },
}
