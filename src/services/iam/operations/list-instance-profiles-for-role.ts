import type { Operation } from '../../operation.ts'
import type {
  ListInstanceProfilesForRoleInput,
  ListInstanceProfilesForRoleOutput,
} from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { instanceProfileListShape } from '../shapes.ts'

/**
 * Answers the instance profiles that hold the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const ListInstanceProfilesForRole: Operation<
  IamScope,
  ListInstanceProfilesForRoleInput,
  ListInstanceProfilesForRoleOutput
> = {
  readOnly: true,
  questions: ({ RoleName }, { roles }) => [
    roles.question('iam:ListInstanceProfilesForRole', RoleName),
  ],
  perform: ({ RoleName, ...page }, scope) => {
    const { name } = scope.roles.require(RoleName).value
    const { items, position } = takePage(page, (after) =>
      scope.instanceProfiles.holding(name, after),
    )
    const InstanceProfiles = items.map((row) => instanceProfileListShape(row, scope))
    return { output: { InstanceProfiles, ...position } }
  },
}
