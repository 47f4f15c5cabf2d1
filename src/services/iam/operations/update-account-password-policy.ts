import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import type { UpdateAccountPasswordPolicyInput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import type { PasswordPolicyRow } from '../tables.ts'
import { passwordPolicies } from '../tables.ts'

const MINIMUM_LENGTH_DEFAULT = 6

/**
 * Sets what the account demands of passwords. What is left out is demanded no longer.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export const UpdateAccountPasswordPolicy: Operation<
  IamScope,
  UpdateAccountPasswordPolicyInput,
  void
> = {
  readOnly: false,
  questions: (_input, scope) => [onAccount('iam:UpdateAccountPasswordPolicy', scope)],
  perform: (input, { store, account }) => {
    const { MaxPasswordAge: age, PasswordReusePrevention: reuse, HardExpiry } = input
    const policy: PasswordPolicyRow = {
      MinimumPasswordLength: input.MinimumPasswordLength ?? MINIMUM_LENGTH_DEFAULT,
      RequireSymbols: input.RequireSymbols ?? false,
      RequireNumbers: input.RequireNumbers ?? false,
      RequireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
      RequireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
      AllowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      ...(age !== undefined && age > 0 && { MaxPasswordAge: age }),
      ...(reuse !== undefined && { PasswordReusePrevention: reuse }),
      ...(HardExpiry !== undefined && { HardExpiry }),
    }
    const current = store.get(passwordPolicies, account)
    return { changes: [change(passwordPolicies, account, current, policy)] }
  },
}
