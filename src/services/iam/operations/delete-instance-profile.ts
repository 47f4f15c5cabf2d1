import type { Operation } from '../../operation.ts'
import { mustFirst } from '../errors.ts'
import type { DeleteInstanceProfileInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes an instance profile that holds no role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html
 */
export const DeleteInstanceProfile: Operation<IamScope, DeleteInstanceProfileInput, void> = {
  readOnly: false,
  questions: ({ InstanceProfileName }, { instanceProfiles }) => [
    instanceProfiles.question('iam:DeleteInstanceProfile', InstanceProfileName),
  ],
  perform: ({ InstanceProfileName }, { instanceProfiles }) => {
    const profile = instanceProfiles.require(InstanceProfileName)
    if (profile.value.roleName !== undefined) {
      throw mustFirst('remove roles from instance profile')
    }
    return { changes: [instanceProfiles.remove(profile)] }
  },
}
