import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { NoSuchEntity } from '../errors.ts'
import type { DeleteLoginProfileInput } from '../model.ts'
import { putLoginProfile, requireLoginProfile } from '../passwords/login-profiles.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes a user's password away; without a name, the caller's. Its access keys stay good.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html
 */
export const DeleteLoginProfile: Operation<IamScope, DeleteLoginProfileInput, void> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:DeleteLoginProfile', UserName, scope)],
  perform: ({ UserName }, scope) => {
    const name = userOrCaller(UserName, scope)
    if (name === undefined) throw NoSuchEntity('Login Profile for User root cannot be found.')
    const user = scope.users.require(name).value
    const profile = requireLoginProfile(scope, user)
    return { changes: [putLoginProfile(user, profile, undefined)] }
  },
}
