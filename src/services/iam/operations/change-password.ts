import type { Operation, Question } from '../../operation.ts'
import { AccessDenied, EntityTemporarilyUnmodifiable, InvalidUserType } from '../errors.ts'
import type { ChangePasswordInput } from '../model.ts'
import { hashPassword, isAnyPassword, isPassword } from '../passwords/hash-password.ts'
import { putLoginProfile, requireLoginProfile, withPassword } from '../passwords/login-profiles.ts'
import { passwordPolicyOf, requireConforming, violation } from '../passwords/password-policy.ts'
import type { IamScope } from '../scope.ts'
import type { LoginProfileRow, UserRow } from '../tables.ts'

/**
 * Gives the calling user another password for its old one.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
 */
export const ChangePassword: Operation<IamScope, ChangePasswordInput, void> = {
  readOnly: false,
  questions: (_input, scope) => ownPassword(scope),
  prepare: (input, scope) => prepareChange(input, scope),
  perform: (_input, scope, prepared) => {
    const user = callingUser(scope)
    const profile = requireLoginProfile(scope, user)
    const { passwordHash, replaces } = prepared as PreparedChange
    // Another request was faster: its password is not the one that was checked.
    if (profile.value.passwordHash !== replaces) throw busy(user)
    const changed = withPassword(profile.value, passwordHash, scope)
    return { changes: [putLoginProfile(user, profile, { ...changed, resetRequired: false })] }
  },
}

/** The account's policy may allow it to every user, and an explicit deny still forbids it. */
function ownPassword(scope: IamScope): readonly Question[] {
  const { store, account, users, decide } = scope
  const question = users.question('iam:ChangePassword', callingUser(scope).name)
  const isAllowedToAll = passwordPolicyOf(store, account)?.AllowUsersToChangePassword ?? false
  return isAllowedToAll && decide(question).outcome !== 'explicitDeny' ? [] : [question]
}

function callingUser({ caller: { principal }, users }: IamScope): UserRow {
  if (principal.type === 'user') return users.require(principal.userName).value
  throw InvalidUserType('Only IAM Users can change their own password.')
}

interface PreparedChange {
  readonly passwordHash: string
  /** The hash of the old password, as it was when that was checked. */
  readonly replaces: string
}

async function prepareChange(
  { OldPassword, NewPassword }: ChangePasswordInput,
  scope: IamScope,
): Promise<PreparedChange> {
  const user = callingUser(scope)
  const { passwordHash, earlierHashes } = requireLoginProfile(scope, user).value
  const policy = passwordPolicyOf(scope.store, scope.account)
  // The sentence is ours: AWS's is not known.
  if (!(await isPassword(OldPassword, passwordHash))) {
    throw AccessDenied('The old password was incorrect.')
  }
  requireConforming(NewPassword, user.name, policy)
  const remembered = rememberedHashes({ passwordHash, earlierHashes }, policy)
  if (await isAnyPassword(NewPassword, remembered)) throw violation()
  return { passwordHash: await hashPassword(scope.world, NewPassword), replaces: passwordHash }
}

const rememberedHashes = (
  { passwordHash, earlierHashes }: Pick<LoginProfileRow, 'passwordHash' | 'earlierHashes'>,
  policy: ReturnType<typeof passwordPolicyOf>,
): readonly string[] =>
  [passwordHash, ...earlierHashes].slice(0, policy?.PasswordReusePrevention ?? 0)

const busy = ({ name }: UserRow) =>
  EntityTemporarilyUnmodifiable(
    `Login Profile for User ${name} cannot be modified while it is being updated.`,
  )
