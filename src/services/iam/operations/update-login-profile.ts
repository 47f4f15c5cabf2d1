import type { Operation } from '../../operation.ts'
import type { UpdateLoginProfileInput } from '../model.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import { putLoginProfile, requireLoginProfile, withPassword } from '../passwords/login-profiles.ts'
import { passwordPolicyOf, requireConforming } from '../passwords/password-policy.ts'
import type { IamScope } from '../scope.ts'

/**
 * Gives a user another password, or has it change its own.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html
 */
export const UpdateLoginProfile: Operation<IamScope, UpdateLoginProfileInput, void> = {
  readOnly: false,
  questions: ({ UserName }, { users }) => [users.question('iam:UpdateLoginProfile', UserName)],
  prepare: async (input, scope) => {
    requireAcceptable(input, scope)
    return input.Password === undefined ? undefined : hashPassword(scope.world, input.Password)
  },
  perform: (input, scope, prepared) => {
    const { user, profile } = requireAcceptable(input, scope)
    const changed =
      prepared === undefined ? profile.value : withPassword(profile.value, String(prepared), scope)
    const resetRequired = input.PasswordResetRequired ?? changed.resetRequired
    return { changes: [putLoginProfile(user, profile, { ...changed, resetRequired })] }
  },
}

/** Checked before a password is hashed, and again when that is done. */
function requireAcceptable({ UserName, Password }: UpdateLoginProfileInput, scope: IamScope) {
  const { users, store, account } = scope
  const user = users.require(UserName).value
  const profile = requireLoginProfile(scope, user)
  if (Password !== undefined) {
    requireConforming(Password, user.name, passwordPolicyOf(store, account))
  }
  return { user, profile }
}
