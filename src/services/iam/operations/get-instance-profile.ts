import type { Operation } from '../../operation.ts'
import type { GetInstanceProfileInput, GetInstanceProfileOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { instanceProfileShape } from '../shapes.ts'

/**
 * Answers an instance profile with the role that it holds.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html
 */
export const GetInstanceProfile: Operation<
  IamScope,
  GetInstanceProfileInput,
  GetInstanceProfileOutput
> = {
  readOnly: true,
  questions: ({ InstanceProfileName }, { instanceProfiles }) => [
    instanceProfiles.question('iam:GetInstanceProfile', InstanceProfileName),
  ],
  perform: ({ InstanceProfileName }, scope) => {
    const { value } = scope.instanceProfiles.require(InstanceProfileName)
    return { output: { InstanceProfile: instanceProfileShape(value, scope) } }
  },
}
