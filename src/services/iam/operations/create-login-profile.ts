import type { Operation } from '../../operation.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import { EntityAlreadyExists, InvalidInput } from '../errors.ts'
import type { CreateLoginProfileInput, CreateLoginProfileOutput } from '../model.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import {
  findLoginProfile,
  loginProfileShape,
  putLoginProfile,
} from '../passwords/login-profiles.ts'
import { passwordPolicyOf, requireConforming } from '../passwords/password-policy.ts'
import type { IamScope } from '../scope.ts'
import type { LoginProfileRow, UserRow } from '../tables.ts'

/**
 * Gives a user a password; without a name, the caller.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html
 */
export const CreateLoginProfile: Operation<
  IamScope,
  CreateLoginProfileInput,
  CreateLoginProfileOutput
> = {
  readOnly: false,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:CreateLoginProfile', UserName, scope)],
  prepare: (input, scope) => {
    const password = requireNewPassword(input, scope)
    return hashPassword(scope.world, password)
  },
  perform: (input, scope, prepared) => {
    requireNewPassword(input, scope)
    const user = requireUser(input, scope)
    const createdAt = scope.now.toISOString()
    const row: LoginProfileRow = {
      createdAt,
      passwordHash: String(prepared),
      passwordChangedAt: createdAt,
      earlierHashes: [],
      resetRequired: input.PasswordResetRequired ?? false,
    }
    return {
      output: { LoginProfile: loginProfileShape(user, row) },
      changes: [putLoginProfile(user, undefined, row)],
    }
  },
}

/** Checked before the password is hashed, and again when that is done. */
function requireNewPassword(input: CreateLoginProfileInput, scope: IamScope): string {
  const user = requireUser(input, scope)
  if (findLoginProfile(scope, user)) {
    throw EntityAlreadyExists(`Login Profile for user ${user.name} already exists.`)
  }
  const { Password } = input
  if (Password === undefined) throw InvalidInput('Must specify a password for the user.')
  requireConforming(Password, user.name, passwordPolicyOf(scope.store, scope.account))
  return Password
}

function requireUser({ UserName }: CreateLoginProfileInput, scope: IamScope): UserRow {
  const name = userOrCaller(UserName, scope)
  // UNLIKE AWS: the root user has no password here that could be given back to it.
  if (name === undefined) throw InvalidInput('Must specify userName for the login profile.')
  return scope.users.require(name).value
}
