import type { Operation, Question } from '../../operation.ts'
import { entityArn } from '../arns.ts'
import { quotaExceeded } from '../errors.ts'
import type { AddRoleToInstanceProfileInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireModifiable } from '../service-linked-roles.ts'

/**
 * Puts a role into an instance profile, which holds one at most. Whoever does it must be allowed
 * to pass the role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const AddRoleToInstanceProfile: Operation<IamScope, AddRoleToInstanceProfileInput, void> = {
  readOnly: false,
  questions: ({ InstanceProfileName, RoleName }, scope) => [
    scope.instanceProfiles.question('iam:AddRoleToInstanceProfile', InstanceProfileName),
    passRole(RoleName, scope),
  ],
  perform: ({ InstanceProfileName, RoleName }, { instanceProfiles, roles }) => {
    const profile = instanceProfiles.require(InstanceProfileName)
    const role = requireModifiable(roles.require(RoleName))
    if (profile.value.roleName !== undefined) {
      throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1)
    }
    const next = { ...profile.value, roleName: role.value.name }
    return { changes: [instanceProfiles.put(profile, next)] }
  },
}

function passRole(name: string, { account, roles }: IamScope): Question {
  const arn = entityArn('role', roles.find(name)?.value ?? { account, path: '/', name })
  return { action: 'iam:PassRole', resource: { arn, account } }
}
