import type { Operation } from '../../operation.ts'
import type {
  ListInstanceProfilesForRoleInput,
  ListInstanceProfilesForRoleOutput,
} from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers that no instance profile holds the role: the stack has none. Terraform asks before it
 * deletes a role.
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
  perform: ({ RoleName }, { roles }) => {
    roles.require(RoleName)
    return { output: { InstanceProfiles: [], IsTruncated: false } }
  },
}
