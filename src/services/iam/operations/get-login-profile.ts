import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { NoSuchEntity } from '../errors.ts'
import type { GetLoginProfileInput, GetLoginProfileOutput } from '../model.ts'
import { loginProfileShape, requireLoginProfile } from '../passwords/login-profiles.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers when a user was given its password; without a name, the caller. The root user has none.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
 */
export const GetLoginProfile: Operation<IamScope, GetLoginProfileInput, GetLoginProfileOutput> = {
  readOnly: true,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:GetLoginProfile', UserName, scope)],
  perform: ({ UserName }, scope) => {
    const name = userOrCaller(UserName, scope)
    if (name === undefined) throw NoSuchEntity('Login Profile for User root cannot be found.')
    const user = scope.users.require(name).value
    const profile = requireLoginProfile(scope, user).value
    return { output: { LoginProfile: loginProfileShape(user, profile) } }
  },
}
