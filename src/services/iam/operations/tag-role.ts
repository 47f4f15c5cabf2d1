import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagRoleInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the role, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
 */
export const TagRole: Operation<IamScope, TagRoleInput, void> = {
  readOnly: false,
  questions: ({ RoleName, Tags }, { roles }) => [
    roles.question('iam:TagRole', RoleName, requestTagContext(Tags)),
  ],
  perform: ({ RoleName, Tags }, { roles }) => {
    const role = roles.require(RoleName)
    return { changes: [roles.put(role, withTags(role.value, Tags))] }
  },
}
