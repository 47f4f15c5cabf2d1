import type { Operation } from '../../operation.ts'
import type { UntagRoleInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the role; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
 */
export const UntagRole: Operation<IamScope, UntagRoleInput, void> = {
  readOnly: false,
  questions: ({ RoleName, TagKeys }, { roles }) => [
    roles.question('iam:UntagRole', RoleName, { 'aws:TagKeys': TagKeys }),
  ],
  perform: ({ RoleName, TagKeys }, { roles }) => {
    const role = roles.require(RoleName)
    return { changes: [roles.put(role, withoutTags(role.value, TagKeys))] }
  },
}
