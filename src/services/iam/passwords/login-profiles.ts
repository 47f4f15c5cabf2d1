// The passwords of users. Nobody signs in here: they are kept, held against the account's policy
// and changed as on AWS.

import type { Change, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import { NoSuchEntity } from '../errors.ts'
import type { LoginProfile } from '../model.ts'
import type { IamScope } from '../scope.ts'
import type { LoginProfileRow, UserRow } from '../tables.ts'
import { loginProfiles } from '../tables.ts'
import { passwordPolicyOf } from './password-policy.ts'

export const loginProfileId = ({ account, uniqueId }: UserRow): string => `${account}/${uniqueId}`

export const findLoginProfile = (
  { store }: Pick<IamScope, 'store'>,
  user: UserRow,
): Row<LoginProfileRow> | undefined => store.get(loginProfiles, loginProfileId(user))

export function requireLoginProfile(scope: IamScope, user: UserRow): Row<LoginProfileRow> {
  const profile = findLoginProfile(scope, user)
  if (!profile) throw NoSuchEntity(`Login Profile for User ${user.name} cannot be found.`)
  return profile
}

export const putLoginProfile = (
  user: UserRow,
  current: Row<LoginProfileRow> | undefined,
  value: LoginProfileRow | undefined,
): Change => change(loginProfiles, loginProfileId(user), current, value)

/** The profile with another password; what the account's policy wants remembered stays known. */
export function withPassword(
  profile: LoginProfileRow,
  passwordHash: string,
  { now, store, account }: IamScope,
): LoginProfileRow {
  const kept = passwordPolicyOf(store, account)?.PasswordReusePrevention ?? 0
  return {
    ...profile,
    passwordHash,
    passwordChangedAt: now.toISOString(),
    earlierHashes: [profile.passwordHash, ...profile.earlierHashes].slice(0, kept),
  }
}

export const loginProfileShape = (
  { name }: UserRow,
  { createdAt, resetRequired }: LoginProfileRow,
): LoginProfile => ({
  UserName: name,
  CreateDate: new Date(createdAt),
  PasswordResetRequired: resetRequired,
})
