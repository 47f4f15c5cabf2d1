import type { Operation } from '../../operation.ts'
import { NoSuchEntity } from '../errors.ts'
import type { GetAccountPasswordPolicyOutput } from '../model.ts'
import { passwordPolicyOf } from '../passwords/password-policy.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers what the account demands of passwords, if it has a policy of its own.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html
 */
export const GetAccountPasswordPolicy: Operation<
  IamScope,
  unknown,
  GetAccountPasswordPolicyOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetAccountPasswordPolicy', scope)],
  perform: (_input, { store, account }) => {
    const policy = passwordPolicyOf(store, account)
    if (!policy) {
      throw NoSuchEntity(`The Password Policy with domain name ${account} cannot be found.`)
    }
    const ExpirePasswords = policy.MaxPasswordAge !== undefined
    return { output: { PasswordPolicy: { ...policy, ExpirePasswords } } }
  },
}
