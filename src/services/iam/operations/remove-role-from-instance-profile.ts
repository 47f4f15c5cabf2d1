import type { Operation } from '../../operation.ts'
import { cannotBeFound } from '../errors.ts'
import type { RemoveRoleFromInstanceProfileInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes the role out of an instance profile.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html
 */
export const RemoveRoleFromInstanceProfile: Operation<
  IamScope,
  RemoveRoleFromInstanceProfileInput,
  void
> = {
  readOnly: false,
  questions: ({ InstanceProfileName }, { instanceProfiles }) => [
    instanceProfiles.question('iam:RemoveRoleFromInstanceProfile', InstanceProfileName),
  ],
  perform: ({ InstanceProfileName, RoleName }, { instanceProfiles }) => {
    const profile = instanceProfiles.require(InstanceProfileName)
    const { roleName, ...empty } = profile.value
    if (roleName?.toLowerCase() !== RoleName.toLowerCase()) throw cannotBeFound('role', RoleName)
    return { changes: [instanceProfiles.put(profile, empty)] }
  },
}
